package dev.cao.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A program as users write them for {@code provider: command}: it asks the model of {@link FakeAnthropic} with its standard
 * input, runs the shell commands that the model wants, and prints the answer. Exit code 1 when the model refuses.
 *
 * <p>Started by a stand-in that plays a script, it tells the model what was said before in the stand-in's conversation; what
 * the script does itself, it leaves out of the prompt.
 */
final class AskModel {
    private static final Pattern OF_THE_SCRIPT = Pattern.compile("«(?:tool|fail) [^»]*»");

    private final ArrayNode messages = Json.MAPPER.createArrayNode();
    private final URI model;

    private AskModel(URI model) {
        this.model = model;
    }

    /** @param words the address of the model, and {@code scripted} where a script starts it */
    public static void main(String... words) throws Exception {
        AskModel ask = new AskModel(URI.create(words[0] + "/v1/messages"));
        String prompt = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        if (words.length > 1) {
            ask.remember();
            prompt = OF_THE_SCRIPT.matcher(prompt).replaceAll("");
        }
        ask.say("user", prompt);
        System.out.write(ask.answer().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private void say(String role, String text) {
        messages.addObject().put("role", role).put("content", text);
    }

    /** What stands in the event log of the stand-in, the turn under way excepted. */
    private void remember() throws IOException {
        Optional<Path> log = eventLog();
        if (log.isEmpty()) {
            return;
        }
        for (String line : Files.readAllLines(log.get())) {
            ObjectNode event = Json.parseObject(line);
            switch (event.path("event").asText()) {
                case "prompt_submitted" -> say("user", event.path("text").asText());
                case "turn_ended" -> say("assistant", event.path("answer").asText());
                default -> {
                    // Nothing was said.
                }
            }
        }
        messages.remove(messages.size() - 1);
    }

    /** The stand-in, above this process, has the file among its arguments; the JVM does not tell long ones. */
    private static Optional<Path> eventLog() throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.current().parent();
        while (process.isPresent()) {
            Path arguments = Path.of("/proc", Long.toString(process.get().pid()), "cmdline");
            List<String> words = List.of(Files.readString(arguments).split("\0"));
            int at = words.indexOf("--events");
            if (at >= 0) {
                return Optional.of(Path.of(words.get(at + 1)));
            }
            process = process.get().parent();
        }
        return Optional.empty();
    }

    private String answer() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                ObjectNode request = Json.object().put("model", "fake-1");
                request.set("messages", messages);
                HttpRequest post = HttpRequest.newBuilder(model)
                        .POST(BodyPublishers.ofString(Json.line(request), StandardCharsets.UTF_8))
                        .build();
                HttpResponse<String> response = client.send(post, BodyHandlers.ofString(StandardCharsets.UTF_8));
                if (response.statusCode() != 200) {
                    System.err.println(response.statusCode() + " " + response.body());
                    System.exit(1);
                }
                JsonNode block = Json.parseObject(response.body()).at("/content/0");
                if (!block.path("type").asText().equals("tool_use")) {
                    return block.path("text").asText();
                }
                use((ObjectNode) block);
            }
        }
    }

    private void use(ObjectNode block) throws IOException, InterruptedException {
        String command = block.at("/input/command").asText("echo no such tool");
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        shell.getOutputStream().close();
        int exit = shell.waitFor();
        messages.addObject().put("role", "assistant").putArray("content").add(block);
        messages.addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", block.path("id").asText())
                .put("content", "exit code " + exit);
    }

    /** Writes a program that starts this class, and returns it. */
    static Path program(Path folder, FakeModel model, String... words) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("ask");
        Files.writeString(program, """
                #!/bin/sh
                exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %s %s
                """.formatted(
                        System.getProperty("java.home"),
                        System.getProperty("cao.test.classpath"),
                        AskModel.class.getName(),
                        model.url(),
                        String.join(" ", words)));
        program.toFile().setExecutable(true);
        return program;
    }
}
