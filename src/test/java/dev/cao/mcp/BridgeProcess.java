package dev.cao.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code cao mcp} as a process, with this test as the agent CLI that started it. */
public final class BridgeProcess implements AutoCloseable {
    private static final String END = "";

    private final Process process;
    private final OutputStream in;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private BridgeProcess(Process process) {
        this.process = process;
        this.in = process.getOutputStream();
        Thread.ofVirtual().start(() -> {
            try (var out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException _) {
                // The process was ended.
            }
            lines.add(END);
        });
    }

    /** The argv that starts a command of this cao. */
    public static List<String> command(String... words) {
        List<String> argv = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("cao.test.classpath"),
                "dev.cao.cli.Main"));
        argv.addAll(List.of(words));
        return argv;
    }

    public static BridgeProcess start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command("mcp")).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new BridgeProcess(builder.start());
    }

    public void line(byte[] bytes) throws IOException {
        in.write(bytes);
        in.write('\n');
        in.flush();
    }

    public void line(String text) throws IOException {
        line(text.getBytes(StandardCharsets.UTF_8));
    }

    public void request(int id, String method, ObjectNode parameters) throws IOException {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        message.set("params", parameters);
        line(Json.line(message));
    }

    public void call(int id, String tool, ObjectNode arguments) throws IOException {
        ObjectNode parameters = Json.object().put("name", tool);
        parameters.set("arguments", arguments);
        request(id, "tools/call", parameters);
    }

    /** Introduces itself as that client, and returns the server's answer. */
    public JsonNode initialize(String client, String version) throws Exception {
        ObjectNode parameters = Json.object().put("protocolVersion", version);
        parameters.putObject("capabilities");
        parameters.putObject("clientInfo").put("name", client).put("version", "1");
        request(0, "initialize", parameters);
        JsonNode answer = next();
        line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return answer;
    }

    /** Returns the next line, which must be protocol. */
    public JsonNode next() throws Exception {
        return poll(20_000).orElseThrow(() -> new AssertionError("the bridge wrote nothing in 20 s"));
    }

    /** Returns the next line, if there is one in time. */
    public Optional<JsonNode> poll(long millis) throws Exception {
        String line = lines.poll(millis, TimeUnit.MILLISECONDS);
        return line == null || line.equals(END) ? Optional.empty() : Optional.of(Json.MAPPER.readTree(line));
    }

    public void closeInput() throws IOException {
        in.close();
    }

    public Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
