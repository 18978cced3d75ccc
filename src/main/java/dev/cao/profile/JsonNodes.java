package dev.cao.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;

/** What a profile has written in YAML, as JSON for others. */
final class JsonNodes {
    private JsonNodes() {}

    static JsonNode of(Node node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (node) {
            case Node.Mapping mapping -> {
                var object = make.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), of(entry.value())));
                yield object;
            }
            case Node.Sequence sequence -> {
                var array = make.arrayNode();
                sequence.items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case Node.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> make.textNode(scalar.text());
                    case INTEGER ->
                        scalar.text().matches("-?\\d{1,30}")
                                ? make.numberNode(new BigInteger(scalar.text()))
                                : make.textNode(scalar.text());
                    case DECIMAL ->
                        scalar.text().matches("-?\\d{1,30}\\.\\d{1,30}")
                                ? make.numberNode(new BigDecimal(scalar.text()))
                                : make.textNode(scalar.text());
                    case BOOLEAN -> make.booleanNode(scalar.text().equalsIgnoreCase("true"));
                    case NOTHING -> make.nullNode();
                };
        };
    }
}
