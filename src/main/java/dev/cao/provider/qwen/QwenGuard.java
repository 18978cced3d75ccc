package dev.cao.provider.qwen;

import dev.cao.agent.TypingGuard;
import dev.cao.io.NamedPipe;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Nothing is typed into Qwen Code, so that nothing is held back; but one that is killed leaves the scripts of its hooks waiting. */
final class QwenGuard implements TypingGuard {
    private final Path home;

    QwenGuard(Path home) {
        this.home = home;
    }

    @Override
    public void hold() {
        // No key of ours can approve anything.
    }

    @Override
    public void release() {
        // Nothing is held.
    }

    @Override
    public void abandon() {
        try (DirectoryStream<Path> waiting = Files.newDirectoryStream(home, "request.*")) {
            for (Path pipe : waiting) {
                if (!pipe.endsWith(QwenFiles.REQUEST_SCRIPT)) {
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
