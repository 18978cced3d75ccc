package dev.cao.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cao.io.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.document.Document;

/** JSON as the AWS SDK holds it, and as we do. */
final class AwsDocuments {
    private AwsDocuments() {}

    static Document of(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                Map<String, Document> map = new LinkedHashMap<>();
                json.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
                yield Document.fromMap(map);
            }
            case ARRAY -> {
                List<Document> list = new ArrayList<>();
                json.forEach(item -> list.add(of(item)));
                yield Document.fromList(list);
            }
            case NUMBER -> Document.fromNumber(json.decimalValue());
            case BOOLEAN -> Document.fromBoolean(json.booleanValue());
            case STRING -> Document.fromString(json.textValue());
            case NULL, MISSING, BINARY, POJO -> Document.fromNull();
        };
    }

    static JsonNode json(Document document) {
        if (document.isMap()) {
            ObjectNode object = Json.object();
            document.asMap().forEach((key, value) -> object.set(key, json(value)));
            return object;
        }
        if (document.isList()) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            document.asList().forEach(item -> array.add(json(item)));
            return array;
        }
        if (document.isNumber()) {
            BigDecimal number = document.asNumber().bigDecimalValue();
            return number.stripTrailingZeros().scale() <= 0
                    ? BigIntegerNode.valueOf(number.toBigInteger())
                    : DecimalNode.valueOf(number);
        }
        if (document.isBoolean()) {
            return Json.MAPPER.getNodeFactory().booleanNode(document.asBoolean());
        }
        return document.isString() ? TextNode.valueOf(document.asString()) : NullNode.getInstance();
    }
}
