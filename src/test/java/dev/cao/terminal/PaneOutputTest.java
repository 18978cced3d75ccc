package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tmux")
class PaneOutputTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private final byte[] piece = new byte[MEGABYTE];

    private Path print(int megabytes) throws Exception {
        Path file = folder.resolve("pane.out");
        Process keeper = new ProcessBuilder("/bin/sh", "-c", PaneOutput.keptIn("'" + file + "'")).start();
        try (OutputStream in = keeper.getOutputStream()) {
            for (int i = 0; i < megabytes; i++) {
                Arrays.fill(piece, (byte) ('a' + i % 26));
                in.write(piece);
            }
        }
        assertThat(keeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return file;
    }

    @Test
    void whatFitsIsKeptWhole() throws Exception {
        assertThat(Files.readAllBytes(print(3))).hasSize(3 * MEGABYTE).endsWith(piece);
    }

    @Test
    void ofWhatDoesNotFitTheLastIsKept() throws Exception {
        Path file = print(100);

        Path old = file.resolveSibling("pane.out.old");
        assertThat(old).hasSize(32L * MEGABYTE);
        assertThat(Files.size(file)).isLessThanOrEqualTo(32L * MEGABYTE);
        assertThat(Files.size(old) + Files.size(file)).isGreaterThan(32L * MEGABYTE);
        assertThat(Files.readAllBytes(file)).endsWith(piece);
    }

    @Test
    void piecesComeInAtOnceHoweverSmall() throws Exception {
        Path file = folder.resolve("pane.out");
        Process keeper = new ProcessBuilder("/bin/sh", "-c", PaneOutput.keptIn("'" + file + "'")).start();
        try (OutputStream in = keeper.getOutputStream()) {
            in.write('x');
            in.flush();
            await().until(() -> Files.exists(file) && Files.size(file) == 1);
        }
        assertThat(keeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
}
