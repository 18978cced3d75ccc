package dev.cao.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong use of the analysis programs: one clear message, the right exit code, nothing on stdout. */
@Tag("e2e")
final class AnalyzeUsageTest {
    @TempDir
    private Path folder;

    @Test
    void aTreeWithoutCobolIsRefused() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "IDENTIFICATION of the problem\n");
        Subprocess.Result result = Analysis.run(folder, "", "architect");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("analyze: no COBOL program under '").hasLineCount(1);
    }

    @Test
    void anUnknownRoleIsRefused() throws Exception {
        Subprocess.Result result = Analysis.run(folder, "", "painter");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("analyze: 'painter' is no role."
                        + " Usage: analyze architect|security|performance|test [DIR]\n");
    }

    @Test
    void aMissingFolderIsRefused() throws Exception {
        Subprocess.Result result = Analysis.run(folder, "", "test", "nowhere");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("analyze: 'nowhere' is no folder. Give the folder of a COBOL tree.\n");
    }

    @Test
    void anOldJavaIsNamedWithWhatToDo() throws Exception {
        Path java = oldJava();
        Subprocess.Result result = Analysis.run(
                folder,
                Map.of(
                        "CAO_JAVA",
                        java.toString(),
                        "CAO_JAVA_HOME",
                        "",
                        "JAVA_HOME",
                        "",
                        "PATH",
                        withOldJavaFirst(java)),
                "",
                "test");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("no JDK 25 or newer", "set CAO_JAVA_HOME", "CAO_JAVA: " + java + " is Java 17");
    }

    private Path oldJava() throws Exception {
        Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"17.0.9\" 2023-10-17' >&2\n");
        return Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    private static String withOldJavaFirst(Path java) {
        return java.getParent() + ":" + System.getenv("PATH");
    }
}
