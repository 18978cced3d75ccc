package dev.cao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which old installs a build removes: of six, the three newest stay in any case. */
@Tag("e2e")
final class PruneTest {
    @TempDir
    Path folder;

    private SourceTree tree;

    @BeforeEach
    void makeTreeWithNewerInstalls() throws IOException {
        tree = SourceTree.in(folder);
        install("1111111111111111", Duration.ofDays(1));
        install("2222222222222222", Duration.ofDays(1));
    }

    @AfterEach
    void removeTree() throws IOException {
        tree.close();
    }

    @Test
    void anOldInstallNobodyUsesIsRemoved() throws Exception {
        Path old = install("aaaaaaaaaaaaaaaa", Duration.ofDays(30));

        tree.cao("--version");

        assertThat(old).doesNotExist();
    }

    @Test
    void aRecentInstallStays() throws Exception {
        Path recent = install("bbbbbbbbbbbbbbbb", Duration.ofDays(6));

        tree.cao("--version");

        assertThat(recent).exists();
    }

    @Test
    void anInstallThatAProcessRunsFromStays() throws Exception {
        Path used = install("cccccccccccccccc", Duration.ofDays(30));
        Process live = new ProcessBuilder("sh", "-c", "read line", used + "/cao.jar").start();
        try {
            tree.cao("--version");

            assertThat(used).exists();
        } finally {
            live.destroyForcibly().waitFor();
        }
    }

    @Test
    void anInstallThatAnotherSourceTreeStandsForStays() throws Exception {
        Path used = install("dddddddddddddddd", Duration.ofDays(30));
        Path other = folder.toRealPath().resolve("other");
        Files.createDirectories(other.resolve("scripts"));
        Files.createFile(other.resolve("scripts/cao"));
        Path stamp = tree.cache().resolve("trees" + other + "/current");
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, used + "\n/jdk\n:\n");

        tree.cao("--version");

        assertThat(used).exists();
    }

    private Path install(String name, Duration age) throws IOException {
        Path install = tree.cache().resolve(name);
        Files.createDirectories(install);
        Files.setLastModifiedTime(install, FileTime.from(Instant.now().minus(age)));
        return install;
    }
}
