package dev.cao.provider.opencode;

import dev.cao.agent.TypingGuard;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds OpenCode's tool calls back by cao's plugin: it writes each call down first and looks for the file {@code hold}
 * then, while cao makes that file first and reads the events then, so that one of them sees the other. The plugin watches
 * the folder, and lets the calls go on when the file is gone.
 */
final class OpenCodeGuard implements TypingGuard {
    private final Path hold;
    private boolean held;

    OpenCodeGuard(Path home) {
        this.hold = home.resolve("hold");
    }

    @Override
    public void hold() {
        if (held) {
            return;
        }
        try {
            Files.writeString(hold, "");
            held = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void release() {
        held = false;
        try {
            Files.deleteIfExists(hold);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void abandon() {
        release();
    }

    private CaoException failed(IOException e) {
        return new CaoException(ExitStatus.LOST, "cannot write %s: %s".formatted(hold, e.getMessage()), "", e);
    }
}
