package dev.cao.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings and prices of models as a JSON tree, both ways. What is absent is left out. */
final class ModelJson {
    private ModelJson() {}

    static ObjectNode write(ModelSettings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        settings.region().ifPresent(value -> json.put("region", value));
        settings.endpoint().ifPresent(value -> json.put("endpoint", value));
        settings.baseUrl().ifPresent(value -> json.put("baseUrl", value));
        settings.apiKeyEnv().ifPresent(value -> json.put("apiKeyEnv", value));
        settings.agent().ifPresent(agent -> json.put("agentId", agent.id()).put("agentAlias", agent.alias()));
        settings.maxTokens().ifPresent(value -> json.put("maxTokens", value));
        settings.temperature().ifPresent(value -> json.put("temperature", value.toPlainString()));
        settings.guardrail()
                .ifPresent(guardrail ->
                        json.put("guardrail", guardrail.id()).put("guardrailVersion", guardrail.version()));
        settings.cache().ifPresent(value -> json.put("cache", value));
        return json.put("fields", settings.fields())
                .put("timeout", settings.timeout().toString())
                .put("patience", settings.patience().toString());
    }

    /** @param json missing: what a journal of an earlier cao has */
    static ModelSettings settings(JsonNode json) {
        if (json.isMissingNode()) {
            return ModelSettings.DEFAULT;
        }
        return new ModelSettings(
                text(json, "region"),
                text(json, "endpoint"),
                text(json, "baseUrl"),
                text(json, "apiKeyEnv"),
                text(json, "agentId")
                        .map(id -> new ModelSettings.Agent(
                                id, json.path("agentAlias").asText())),
                json.has("maxTokens") ? OptionalInt.of(json.get("maxTokens").intValue()) : OptionalInt.empty(),
                text(json, "temperature").map(BigDecimal::new),
                text(json, "guardrail")
                        .map(id -> new ModelSettings.Guardrail(
                                id, json.path("guardrailVersion").asText())),
                json.has("cache") ? Optional.of(json.get("cache").booleanValue()) : Optional.empty(),
                json.path("fields").asText("{}"),
                Duration.parse(json.path("timeout").asText()),
                Duration.parse(json.path("patience").asText()));
    }

    static ObjectNode write(Map<String, Price> prices) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        prices.forEach((model, price) -> json.putObject(model)
                .put("input", price.input().toPlainString())
                .put("output", price.output().toPlainString())
                .put("cacheRead", price.cacheRead().toPlainString())
                .put("cacheWrite", price.cacheWrite().toPlainString()));
        return json;
    }

    static Map<String, Price> prices(JsonNode json) {
        Map<String, Price> prices = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> prices.put(
                        entry.getKey(),
                        new Price(
                                amount(entry.getValue(), "input"),
                                amount(entry.getValue(), "output"),
                                amount(entry.getValue(), "cacheRead"),
                                amount(entry.getValue(), "cacheWrite"))));
        return prices;
    }

    private static BigDecimal amount(JsonNode json, String kind) {
        return new BigDecimal(json.path(kind).asText());
    }

    private static Optional<String> text(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).map(JsonNode::asText);
    }
}
