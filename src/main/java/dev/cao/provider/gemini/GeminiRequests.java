package dev.cao.provider.gemini;

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
 * Answers to what Gemini CLI wants to do. Its BeforeTool hook comes before any dialog (0.61.0), and Gemini CLI runs in the
 * mode without dialogs: so no key can approve anything, and nothing is to be held back while cao types.
 */
final class GeminiRequests implements TypingGuard {
    private final Path home;

    GeminiRequests(Path home) {
        this.home = home;
    }

    static Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        boolean byHook = request.request().startsWith("/");
        if (request.on() == Wait.QUESTION && byHook) {
            return Optional.of(pipe(request, answer, denied("The user was asked, and answers: " + answer)));
        }
        if (request.on() != Wait.PERMISSION) {
            return Optional.empty();
        }
        return switch (answer) {
            case "allow", "yes" ->
                Optional.of(
                        byHook ? pipe(request, answer, "{\"decision\":\"allow\"}") : new Reply.Press(List.of(Key.ONE)));
            case "deny", "no" ->
                Optional.of(
                        byHook
                                ? pipe(request, answer, denied("Not permitted by cao's user."))
                                : new Reply.Press(List.of(Key.ESCAPE)));
            default -> Optional.empty();
        };
    }

    /** The model is told the reason, and goes on. */
    private static String denied(String reason) {
        return Json.line(Json.object().put("decision", "deny").put("reason", reason));
    }

    private static Reply pipe(AgentFact.Waiting request, String answer, String line) {
        return new Reply.Pipe(Path.of(request.request()), line, GeminiLines.answered(request.request(), answer));
    }

    @Override
    public void hold() {
        // No dialog can come up.
    }

    @Override
    public void release() {
        // Nothing is held.
    }

    /** A Gemini CLI that is killed leaves the scripts of its hooks waiting. */
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
