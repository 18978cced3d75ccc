package dev.cao.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hooks as the journal keeps them. A journal of an earlier cao has none. */
final class HookJson {
    private HookJson() {}

    static ObjectNode write(Hook hook) {
        ObjectNode json = Json.object()
                .put("on", hook.when().wireName())
                .put("timeout", hook.timeout().toString());
        hook.bearer().ifPresent(variable -> json.put("bearerEnv", variable));
        switch (hook.target()) {
            case Hook.Target.Command(List<String> argv) -> argv.forEach(json.putArray("command")::add);
            case Hook.Target.Webhook(String url) -> json.put("webhook", url);
            case Hook.Target.SecretWebhook(String variable) -> json.put("webhookEnv", variable);
        }
        return json;
    }

    static List<Hook> read(JsonNode list) {
        List<Hook> hooks = new ArrayList<>();
        for (JsonNode json : list) {
            hooks.add(new Hook(
                    Hook.When.valueOf(json.path("on").asText().toUpperCase(Locale.ROOT)),
                    target(json),
                    Optional.ofNullable(json.get("bearerEnv")).map(JsonNode::asText),
                    Duration.parse(json.path("timeout").asText())));
        }
        return hooks;
    }

    private static Hook.Target target(JsonNode json) {
        if (json.has("webhook")) {
            return new Hook.Target.Webhook(json.path("webhook").asText());
        }
        if (json.has("webhookEnv")) {
            return new Hook.Target.SecretWebhook(json.path("webhookEnv").asText());
        }
        List<String> argv = new ArrayList<>();
        json.path("command").forEach(word -> argv.add(word.asText()));
        return new Hook.Target.Command(argv);
    }
}
