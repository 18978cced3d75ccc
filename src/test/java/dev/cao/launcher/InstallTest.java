package dev.cao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.launcher.SourceTree.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/install.sh}, into a folder whose name has a blank. */
@Tag("e2e")
final class InstallTest {
    @TempDir
    Path folder;

    private SourceTree tree;
    private Path prefix;

    @BeforeEach
    void makeTree() throws IOException {
        tree = SourceTree.in(folder);
        prefix = folder.resolve("pre fix");
    }

    @AfterEach
    void removeTree() throws IOException {
        tree.close();
    }

    @Test
    void theInstalledProgramNeedsNoSourceTree() throws Exception {
        Ended installed = install();
        Files.move(tree.root(), folder.resolve("gone"));

        Ended ended = tree.run(Path.of("/"), prefix.resolve("bin/cao"), "--version");

        assertThat(ended.exit()).as(installed.err() + ended.err()).isZero();
        assertThat(ended.out()).startsWith("cao ");
    }

    @Test
    void itSaysWhenTheFolderIsNotOnThePath() throws Exception {
        assertThat(install().err()).contains(prefix + "/bin is not on your PATH");
    }

    @Test
    void uninstallRemovesAllThatInstallPutThere() throws Exception {
        Files.createDirectories(prefix.resolve("bin"));
        Files.writeString(prefix.resolve("bin/other"), "stays");
        install();

        Ended ended = install("--uninstall");

        assertThat(ended.exit()).as(ended.err()).isZero();
        try (Stream<Path> left = Files.walk(prefix)) {
            assertThat(left.filter(Files::isRegularFile)).isEqualTo(List.of(prefix.resolve("bin/other")));
        }
    }

    @Test
    void uninstallIsRefusedWhileAProcessRunsFromIt() throws Exception {
        install();
        Process live = running(prefix + "/share/cao/cao.jar");
        try {
            Ended ended = install("--uninstall");

            assertThat(ended.exit()).isEqualTo(1);
            assertThat(ended.err()).contains("cao is running; stop it first", String.valueOf(live.pid()));
            assertThat(prefix.resolve("bin/cao")).exists();
        } finally {
            live.destroyForcibly().waitFor();
        }
    }

    /** The sh of many systems ends what {@code echo} prints at {@code \c}. */
    @Test
    void aBackslashInAnotherProcessHidesNoneThatRunsFromIt() throws Exception {
        install();
        Process other = running("a\\cb");
        Process live = running(prefix + "/share/cao/cao.jar");
        try {
            assertThat(install("--uninstall").exit()).isEqualTo(1);
        } finally {
            live.destroyForcibly().waitFor();
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void anotherProgramOfThatNameStays() throws Exception {
        Files.createDirectories(prefix.resolve("bin"));
        Path other = Files.writeString(prefix.resolve("bin/cao"), "#!/usr/bin/env python3\n");

        Ended ended = install();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains(other + " is another program");
        assertThat(other).hasContent("#!/usr/bin/env python3\n");
    }

    /** A process with this argument, which the list of processes shows already. */
    private static Process running(String argument) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "echo up; read line", argument).start();
        assertThat(process.inputReader().readLine()).isEqualTo("up");
        return process;
    }

    private Ended install(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--prefix", prefix.toString()));
        all.addAll(List.of(arguments));
        return tree.run(folder, tree.root().resolve("scripts/install.sh"), all.toArray(String[]::new));
    }
}
