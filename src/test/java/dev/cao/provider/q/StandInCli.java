package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.LongText;
import dev.cao.io.Json;
import dev.cao.provider.q.StandInFace.Decision;
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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code q chat …} and {@code kiro-cli chat …} as their sources and documents describe them, in a pane, with the model that
 * the variable {@code AMAZON_Q_MODEL} or {@code KIRO_MODEL} names. What the documents leave open can be chosen by
 * {@code AMAZON_Q_MANNERS} or {@code KIRO_MANNERS}, words with commas between:
 *
 * <pre>
 * legacy        the line interface (Kiro)
 * hooks-late    preToolUse runs after the permission was given, not before
 * no-stop       the hook at a turn's end never runs
 * no-text       it tells no answer (Kiro)
 * no-prompt     userPromptSubmit tells an empty prompt
 * mute          no hook runs at all
 * hasty         its limits for tools of servers, and cao's own, are a twentieth of what its agent file says
 * </pre>
 */
public final class StandInCli {
    private static final int SLICE_MILLISECONDS = 20;
    private static final int HASTE = 20;

    private final QKind kind;
    private final List<String> arguments;
    private final Path directory;
    private final Set<String> manners;
    private final StandInTty tty = new StandInTty();
    private final StandInServers servers = new StandInServers();
    private final StandInConversation conversation;
    private final StandInAgent agent;
    private final StandInFace face;

    private StandInCli(QKind kind, List<String> arguments) throws IOException, InterruptedException {
        this.kind = kind;
        this.arguments = arguments;
        this.directory = Path.of("").toRealPath();
        this.manners = Set.of(variable("MANNERS").split(","));
        Path home = Path.of(System.getenv("HOME"));
        this.conversation = new StandInConversation(kind, home, directory);
        String name = option("--agent").orElse("");
        Path project = directory.resolve(kind == QKind.KIRO ? ".kiro/agents" : ".amazonq/cli-agents");
        this.agent = StandInAgent.find(
                        name,
                        project,
                        home.resolve(kind == QKind.KIRO ? ".kiro/agents" : ".aws/amazonq/cli-agents"),
                        directory,
                        arguments.contains("--trust-all-tools"))
                .orElseThrow(() -> new IOException("no agent with name " + name + " found"));
        tty.open();
        this.face = kind == QKind.KIRO && !manners.contains("legacy")
                ? new StandInTui(tty, name)
                : new StandInLine(tty, name, kind == QKind.KIRO ? "Kiro" : "Amazon Q");
    }

    /** @param words the kind, then the CLI's own arguments */
    public static void main(String... words) throws Exception {
        System.exit(new StandInCli(QKind.valueOf(words[0]), List.of(words).subList(1, words.length)).chat());
    }

    private String variable(String name) {
        return Optional.ofNullable(System.getenv(kind.name() + "_" + name)).orElse("");
    }

    private Optional<String> option(String name) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 == arguments.size() ? Optional.empty() : Optional.of(arguments.get(at + 1));
    }

    private int chat() throws Exception {
        if (kind == QKind.KIRO && arguments.contains("--trust-all-tools") && !face.trustAll()) {
            return 0;
        }
        Optional<String> id = option("--resume-id");
        if ((id.isPresent() || arguments.contains("--resume")) && !conversation.resume(id.orElse(""))) {
            System.err.println("no conversation to resume");
            return id.isPresent() ? 1 : 0;
        }
        int count = agent.servers().size();
        face.starting(count, 0);
        servers.start(
                agent.servers(), kind == QKind.KIRO ? "kiro" : "Q DEV CLI", manners.contains("hasty") ? HASTE : 1);
        face.starting(count, count);
        hook("agentSpawn", Json.object());
        String line = face.prompt();
        while (line != null && !leaves(line)) {
            take(line);
            line = face.prompt();
        }
        return 0;
    }

    private static boolean leaves(String line) {
        return Set.of("/quit", "exit", "quit", "q").contains(line.strip());
    }

    private void take(String line) throws Exception {
        if (line.isBlank()) {
            return;
        }
        if (line.startsWith("!")) {
            new ProcessBuilder("sh", "-c", line.substring(1))
                    .directory(directory.toFile())
                    .start()
                    .waitFor();
        } else if (line.startsWith("/") || line.startsWith("@")) {
            face.say("unknown command: " + line);
        } else {
            turn(line);
        }
    }

    private Optional<String> hook(String event, ObjectNode payload) throws IOException, InterruptedException {
        boolean silent = manners.contains("mute") || (event.equals("stop") && manners.contains("no-stop"));
        if (kind == QKind.KIRO && !manners.contains("legacy")) {
            payload.put("session_id", conversation.id());
        }
        return silent ? Optional.empty() : agent.run(event, payload);
    }

    private void turn(String prompt) throws Exception {
        hook("userPromptSubmit", Json.object().put("prompt", manners.contains("no-prompt") ? "" : prompt));
        conversation.prompted(prompt);
        conversation.user(prompt);
        Optional<Path> file = LongText.pathIn(prompt);
        if (file.isPresent()) {
            // What a model does that follows the prompt: it reads the file.
            String content =
                    tool("fs_read", Json.object().put("path", file.get().toString()));
            conversation.user(content);
        }
        while (true) {
            face.busy();
            Optional<JsonNode> message = ask();
            if (message.isEmpty()) {
                return;
            }
            JsonNode content = message.get().path("content");
            conversation.assistant(content);
            List<JsonNode> uses = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (JsonNode block : content) {
                if (block.path("type").asText().equals("tool_use")) {
                    uses.add(block);
                } else {
                    text.append(block.path("text").asText());
                }
            }
            if (uses.isEmpty()) {
                ended(text.toString());
                return;
            }
            for (JsonNode use : uses) {
                String result = tool(use.path("name").asText(), (ObjectNode) use.path("input"));
                conversation.result(use.path("id").asText(), result);
            }
        }
    }

    private void ended(String text) throws IOException, SQLException, InterruptedException {
        face.say(text);
        conversation.answered(text);
        face.done();
        ObjectNode stop = Json.object();
        if (kind == QKind.KIRO && !manners.contains("no-text")) {
            stop.put("assistant_response", text);
        }
        hook("stop", stop);
    }

    /** Returns the model's message; empty when it failed, or somebody broke the turn off. */
    private Optional<JsonNode> ask() throws InterruptedException {
        ObjectNode request = Json.object().put("model", option("--model").orElse("auto"));
        request.set("messages", conversation.messages());
        HttpRequest post = HttpRequest.newBuilder(URI.create(variable("MODEL") + "/v1/messages"))
                .POST(BodyPublishers.ofString(Json.line(request), StandardCharsets.UTF_8))
                .build();
        CompletableFuture<HttpResponse<String>> coming =
                HttpClient.newHttpClient().sendAsync(post, BodyHandlers.ofString(StandardCharsets.UTF_8));
        while (true) {
            try {
                HttpResponse<String> response = coming.get(SLICE_MILLISECONDS, TimeUnit.MILLISECONDS);
                if (response.statusCode() == 200) {
                    return Optional.of(Json.parseObject(response.body()));
                }
                failed(response.body());
                return Optional.empty();
            } catch (TimeoutException _) {
                if (face.brokenOff()) {
                    coming.cancel(true);
                    face.interrupted();
                    return Optional.empty();
                }
            } catch (ExecutionException e) {
                failed(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
    }

    private void failed(String why) {
        face.error((kind == QKind.KIRO ? "Kiro" : "Amazon Q") + " is having trouble responding right now: \n   " + why);
    }

    private String tool(String name, ObjectNode input) throws Exception {
        if (!agent.has(name)) {
            return "no tool with name " + name;
        }
        ObjectNode payload = Json.object().put("tool_name", name);
        payload.set("tool_input", input);
        boolean late = manners.contains("hooks-late");
        Optional<String> forbidden = late ? Optional.empty() : hook("preToolUse", payload);
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        if (!agent.isAllowed(name)) {
            String about = input.path("command").asText(input.path("path").asText());
            Decision decision = face.ask(name, about);
            if (decision == Decision.NO || decision == Decision.CANCEL) {
                return "I deny this tool request. Ask a follow up question clarifying the expected action";
            }
            if (decision == Decision.TRUST) {
                agent.trust(name);
            }
        }
        face.busy();
        if (late) {
            hook("preToolUse", payload);
        }
        String result = use(name, input);
        hook("postToolUse", payload.put("tool_response", result));
        return result;
    }

    private String use(String name, ObjectNode input) throws Exception {
        return switch (name) {
            case "fs_read" -> Files.readString(Path.of(input.path("path").asText()));
            case "execute_bash" -> {
                Process process = new ProcessBuilder(
                                "sh", "-c", input.path("command").asText())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                yield said + process.waitFor();
            }
            default -> name.startsWith("@") ? servers.call(name, input) : "cannot do that here";
        };
    }
}
