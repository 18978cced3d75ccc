package dev.cao.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;

/** Messages of JSON-RPC 2.0. */
final class JsonRpc {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;

    private JsonRpc() {}

    static ObjectNode result(JsonNode id, ObjectNode result) {
        ObjectNode message = message();
        message.set("id", id);
        message.set("result", result);
        return message;
    }

    /** @param id null in JSON when the request's own could not be read */
    static ObjectNode error(JsonNode id, int code, String text) {
        ObjectNode message = message();
        message.set("id", id);
        message.putObject("error").put("code", code).put("message", text);
        return message;
    }

    static ObjectNode error(int code, String text) {
        return error(NullNode.getInstance(), code, text);
    }

    static ObjectNode notification(String method, ObjectNode parameters) {
        ObjectNode message = message().put("method", method);
        message.set("params", parameters);
        return message;
    }

    /** A request to which every client answers, with nothing. */
    static ObjectNode ping(String id) {
        return message().put("id", id).put("method", "ping");
    }

    private static ObjectNode message() {
        return Json.object().put("jsonrpc", "2.0");
    }
}
