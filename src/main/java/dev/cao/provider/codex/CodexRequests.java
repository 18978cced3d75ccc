package dev.cao.provider.codex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.TypingGuard;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.io.Json;
import dev.cao.io.NamedPipe;
import dev.cao.terminal.Key;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Answers to Codex's permission requests. While its hook runs, Codex 0.169.0 has no dialog open that a key could approve:
 * therefore nothing is to be held back while cao types, and a request that nobody may answer is never approved by accident.
 */
final class CodexRequests implements TypingGuard {
    private final Path home;

    CodexRequests(Path home) {
        this.home = home;
    }

    static Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        if (request.on() != Wait.PERMISSION) {
            return Optional.empty();
        }
        boolean byHook = request.request().startsWith("/");
        return switch (answer) {
            case "allow", "yes" ->
                Optional.of(byHook ? pipe(request, answer, decision("allow", "")) : new Reply.Press(List.of(Key.Y)));
            case "deny", "no" ->
                Optional.of(
                        byHook
                                ? pipe(request, answer, decision("deny", "Not permitted by cao's user."))
                                : new Reply.Press(List.of(Key.ESCAPE)));
            default -> Optional.empty();
        };
    }

    private static Reply pipe(AgentFact.Waiting request, String answer, String line) {
        return new Reply.Pipe(Path.of(request.request()), line, CodexFacts.answered(request.request(), answer));
    }

    private static String decision(String behavior, String message) {
        ObjectNode reply = Json.object();
        ObjectNode decision = reply.putObject("hookSpecificOutput")
                .put("hookEventName", "PermissionRequest")
                .putObject("decision")
                .put("behavior", behavior);
        if (!message.isEmpty()) {
            decision.put("message", message);
        }
        return Json.line(reply);
    }

    @Override
    public void hold() {
        // No dialog can come up.
    }

    @Override
    public void release() {
        // Nothing is held.
    }

    /** A Codex that is killed leaves the scripts of its hooks waiting. */
    @Override
    public void abandon() {
        try (DirectoryStream<Path> waiting = Files.newDirectoryStream(home, "request.*")) {
            for (Path pipe : waiting) {
                if (!pipe.endsWith("request.sh")) {
                    boolean _ = NamedPipe.write(pipe, "");
                    Files.deleteIfExists(pipe);
                }
            }
        } catch (IOException _) {
            // The folder is gone, and with it all that waited there.
            return;
        }
    }
}
