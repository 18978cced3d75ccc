package dev.cao.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What may be used up as a JSON tree, both ways. What is absent is left out. */
final class LimitsJson {
    private LimitsJson() {}

    static ObjectNode write(SpendLimits limits) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        limits.time().ifPresent(time -> json.put("time", time.toString()));
        limits.costUsd().ifPresent(cost -> json.put("costUsd", cost.toPlainString()));
        limits.tokens().ifPresent(tokens -> json.put("tokens", tokens));
        limits.turns().ifPresent(turns -> json.put("turns", turns));
        return json.put("atLimit", limits.atLimit().name());
    }

    /** @param json missing keys: not limited, as in a journal of an earlier cao */
    static SpendLimits read(JsonNode json) {
        return new SpendLimits(
                text(json, "time").map(Duration::parse),
                text(json, "costUsd").map(BigDecimal::new),
                json.has("tokens") ? OptionalLong.of(json.get("tokens").longValue()) : OptionalLong.empty(),
                json.has("turns") ? OptionalInt.of(json.get("turns").intValue()) : OptionalInt.empty(),
                SpendLimits.AtLimit.valueOf(json.path("atLimit").asText(SpendLimits.AtLimit.STOP.name())));
    }

    private static Optional<String> text(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).map(JsonNode::asText);
    }
}
