package dev.cao.provider.copilot;

import dev.cao.agent.TypingGuard;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.NamedPipe;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds Copilot's tool calls back by its preToolUse hook: Copilot writes the call down first, and the hook looks for the
 * file {@code hold} then, while cao makes that file first and reads the events then, so that one of them sees the other.
 */
final class CopilotGuard implements TypingGuard {
    private final Path home;
    private boolean held;

    CopilotGuard(Path home) {
        this.home = home;
    }

    private Path file() {
        return home.resolve("hold");
    }

    @Override
    public void hold() {
        if (held) {
            return;
        }
        try {
            Files.writeString(file(), "");
            held = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void release() {
        held = false;
        try {
            if (Files.deleteIfExists(file())) {
                wakeAll("wait.*", false);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void abandon() {
        release();
        try {
            wakeAll("wait.*", true);
            wakeAll("request.*", true);
        } catch (IOException _) {
            // The folder is gone, and with it all that waited there.
            return;
        }
    }

    private void wakeAll(String pipes, boolean remove) throws IOException {
        try (DirectoryStream<Path> waiting = Files.newDirectoryStream(home, pipes)) {
            for (Path pipe : waiting) {
                boolean _ = NamedPipe.write(pipe, "");
                if (remove) {
                    Files.deleteIfExists(pipe);
                }
            }
        }
    }

    private CaoException failed(IOException e) {
        return new CaoException(
                ExitStatus.LOST, "cannot write to the folder %s: %s".formatted(home, e.getMessage()), "", e);
    }
}
