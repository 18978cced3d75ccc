package dev.cao.agent;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.NamedPipe;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds a CLI's tool calls back by the hook that runs before each: the hook's script writes its event first and looks for
 * the file {@code hold} then, while cao makes that file first and reads the events then, so that one of them sees the
 * other. Scripts wait on pipes {@code wait.*}, and for answers on {@code request.*}, in the worker's folder.
 */
public final class HookGuard implements TypingGuard {
    private final Path home;
    private boolean held;

    public HookGuard(Path home) {
        this.home = home;
    }

    static Path holdFile(Path home) {
        return home.resolve("hold");
    }

    @Override
    public void hold() {
        if (held) {
            return;
        }
        try {
            Files.writeString(holdFile(home), "");
            held = true;
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot write to the folder %s: %s".formatted(home, e.getMessage()), "", e);
        }
    }

    @Override
    public void release() {
        held = false;
        try {
            if (Files.deleteIfExists(holdFile(home))) {
                wakeAll("wait.*", false);
            }
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot write to the folder %s: %s".formatted(home, e.getMessage()), "", e);
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
                if (Files.isRegularFile(pipe)) {
                    continue; // a script of the same name, which is started again with the next agent
                }
                boolean _ = NamedPipe.write(pipe, "");
                if (remove) {
                    Files.deleteIfExists(pipe);
                }
            }
        }
    }
}
