package dev.cao.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("tmux")
final class ProcessTreeTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private Process start(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script)
                .directory(leaks.directory().toFile())
                .start();
    }

    private static String line(Process process) throws IOException {
        return new BufferedReader(process.inputReader()).readLine();
    }

    @Test
    void oneLookFindsTheTreesOfAll() throws Exception {
        Process one = start("sleep 300 & echo $!; exec sleep 301");
        Process other = start("setsid sleep 300 & echo $!; exec sleep 301");
        Set<String> children = Set.of(line(one), line(other));

        ProcessTree tree = ProcessTree.ofAll(Set.of(one.pid(), other.pid()), Set.of());
        tree.killAfter(Duration.ZERO);

        assertThat(tree.isAlive()).isFalse();
        assertThat(children).noneMatch(ProcessTreeTest::lives);
    }

    @Test
    void oneLookFindsWhatAnEndedLeaderLeft() throws Exception {
        Process leader = start("exec setsid --wait sh -c 'sleep 300 >/dev/null & echo $$'");
        long session = Long.parseLong(line(leader));
        leader.waitFor();

        ProcessTree tree = ProcessTree.ofAll(Set.of(), Set.of(session));

        assertThat(tree.isAlive()).isTrue();
        tree.killAfter(Duration.ZERO);
        assertThat(tree.isAlive()).isFalse();
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> ProcessTree.only(process).isAlive())
                .isPresent();
    }

    @Test
    void aMarkFindsWhoeverLeftParentAndSessionButNotWhoClearedItsEnvironment() throws Exception {
        String mark = leaks.directory().toString();
        Process parent = start("export CAO_TEST_MARK=" + mark + "; (setsid sleep 302 & echo $! >marked);"
                + " (env -i setsid sleep 303 & echo $! >cleared); sync; echo up");
        assertThat(line(parent)).isEqualTo("up");
        parent.waitFor();
        String marked = Files.readString(leaks.directory().resolve("marked")).strip();
        String cleared = Files.readString(leaks.directory().resolve("cleared")).strip();
        Awaitility.await()
                .until(() ->
                        commandOf(marked).contains("302") && commandOf(cleared).contains("303"));
        try {
            ProcessTree.marked(Map.of("CAO_TEST_MARK", mark)).killAfter(Duration.ZERO);

            assertThat(lives(marked)).isFalse();
            assertThat(lives(cleared)).isTrue();
        } finally {
            ProcessHandle.of(Long.parseLong(cleared)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static String commandOf(String pid) throws IOException {
        return Files.readString(Path.of("/proc", pid, "cmdline"));
    }
}
