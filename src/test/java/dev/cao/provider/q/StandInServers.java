package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The MCP servers of an agent file, spoken to over their standard input and output. */
final class StandInServers {
    private final Map<String, Server> servers = new HashMap<>();

    /** @param haste how many times as fast its clock runs */
    void start(JsonNode files, String client, int haste) throws IOException, InterruptedException {
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            servers.put(file.getKey(), new Server(file.getValue(), client, haste));
        }
    }

    /** Calls {@code @server/tool}; what goes wrong is told as the result. */
    String call(String tool, JsonNode arguments) throws InterruptedException {
        String[] names = tool.substring(1).split("/", 2);
        Server server = servers.get(names[0]);
        if (server == null || names.length < 2) {
            return "no such server: " + tool;
        }
        ObjectNode call = Json.object().put("name", names[1]);
        call.set("arguments", arguments);
        try {
            return server.request("tools/call", call)
                    .path("result")
                    .path("content")
                    .path(0)
                    .path("text")
                    .asText();
        } catch (IOException | TimeoutException e) {
            return "the tool call failed: " + e;
        }
    }

    private static final class Server {
        private final Writer in;
        private final long timeout;
        private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
        private int ids;

        Server(JsonNode file, String client, int haste) throws IOException, InterruptedException {
            ProcessBuilder builder =
                    new ProcessBuilder(StandInAgent.argv(file)).redirectError(ProcessBuilder.Redirect.DISCARD);
            file.path("env")
                    .properties()
                    .forEach(variable -> builder.environment()
                            .put(variable.getKey(), variable.getValue().asText()));
            builder.environment()
                    .computeIfPresent("CAO_TOOL_LIMIT", (_, seconds) -> Long.toString(Long.parseLong(seconds) / haste));
            Process process = builder.start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            timeout = file.path("timeout").asLong(120_000) / haste;
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            Thread.ofPlatform().daemon().start(() -> read(out));
            ObjectNode hello = Json.object().put("protocolVersion", "2025-03-26");
            hello.putObject("capabilities");
            hello.putObject("clientInfo").put("name", client).put("version", "1.0.0");
            try {
                request("initialize", hello);
                send(Json.object().put("jsonrpc", "2.0").put("method", "notifications/initialized"));
                request("tools/list", Json.object());
            } catch (TimeoutException e) {
                throw new IOException(e);
            }
        }

        private void read(BufferedReader out) {
            try {
                String line = out.readLine();
                while (line != null) {
                    JsonNode message = Json.parseObject(line);
                    CompletableFuture<JsonNode> waiting =
                            open.remove(message.path("id").asInt());
                    if (waiting != null) {
                        waiting.complete(message);
                    }
                    line = out.readLine();
                }
            } catch (IOException e) {
                open.values().forEach(waiting -> waiting.completeExceptionally(e));
            }
        }

        JsonNode request(String method, ObjectNode parameters)
                throws IOException, InterruptedException, TimeoutException {
            int id = ++ids;
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            open.put(id, answer);
            ObjectNode message =
                    Json.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
            message.set("params", parameters);
            send(message);
            try {
                return answer.get(timeout, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IOException(e);
            }
        }

        private void send(ObjectNode message) throws IOException {
            in.write(Json.line(message) + "\n");
            in.flush();
        }
    }
}
