package dev.cao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.launcher.SourceTree.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine is told that lacks something. Its package manager is a script of ours that only takes notes. */
@Tag("e2e")
final class RequirementsTest {
    @TempDir
    Path folder;

    private SourceTree tree;

    @BeforeEach
    void makeMachineWithoutTools() throws IOException {
        tree = SourceTree.in(folder);
        tree.onlyPrograms("sh", "readlink", "find", "sed", "mkdir", "cat", "chmod");
        tree.program("id", "echo 0\n");
        tree.program("apt-get", "echo \"$@\" >>%s/apt.calls\n".formatted(folder));
        tree.program("apt-cache", """
                case $2 in
                  maven | tmux) echo "  Candidate: 1.0" ;;
                  *) echo "  Candidate: (none)" ;;
                esac
                """);
    }

    @AfterEach
    void removeTree() throws IOException {
        tree.close();
    }

    @Test
    void oneMessageListsAllThatIsMissingAndWhatThisSystemOffers() throws Exception {
        Ended ended = tree.cao("--version");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEqualTo("""
                cao: this machine lacks:
                  - Maven (mvn), to build cao the first time
                  - tmux 3.2 or newer
                  - git
                Install on this system:  apt-get install -y maven tmux
                  or start cao once with --yes (or CAO_YES=1), which does the same.
                git: apt-get offers none here (are its package lists fetched?). Install it and put it on PATH.
                """);
    }

    @Test
    void nothingIsInstalledWithoutConsent() throws Exception {
        tree.cao("launch", "--", "--yes");

        assertThat(folder.resolve("apt.calls")).doesNotExist();
    }

    @Test
    void consentInstallsWhatTheSystemOffersAndAddsNoSource() throws Exception {
        Ended ended = tree.cao("launch", "--yes");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("apt.calls"))).containsExactly("update", "install -y maven tmux");
    }

    @Test
    void aSystemWithoutJdk25IsToldOfTheVariableAndTheArchive() throws Exception {
        Ended ended = machineWithoutJdk("Java 17 in /usr/lib/jvm/java-17");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .contains("- JDK 25 or newer (found only Java 17 in /usr/lib/jvm/java-17)")
                .contains("apt-get offers none here")
                .contains("CAO_JAVA_HOME", "release archive");
    }

    private Ended machineWithoutJdk(String found) throws Exception {
        tree.program("ask", """
                . %1$s/scripts/lib/java.sh
                . %1$s/scripts/lib/requirements.sh
                find_java() { older_java="%2$s"; return 1; }
                require no jdk
                """.formatted(tree.root(), found));
        return tree.run(folder, tree.bin().resolve("ask"));
    }
}
