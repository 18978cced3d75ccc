package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.WorkerName;
import dev.cao.io.NoLeaks;
import dev.cao.io.ProcessTree;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which processes are taken for what is left of an agent. */
@Tag("tmux")
class StraysTest {
    private static final String CONVERSATION = "c0ffee00-1111-4222-8333-444455556666";

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    /** OpenCode chooses the id of its conversation itself, and has none of ours among its arguments. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anAgentIsKnownByItsEnvironmentAndKilledWithWhatItStarted() throws Exception {
        Process agent = stubborn(Map.of(Strays.MARK, socket().toString(), Strays.WORKER, "coder"));
        Process other = stubborn(Map.of(Strays.MARK, socket().toString(), Strays.WORKER, "tester"));
        try {
            List<ProcessHandle> all = agent.toHandle().descendants().toList();
            assertThat(all).isNotEmpty();

            Strays.killAgent(socket(), new WorkerName("coder"), agent.pid(), CONVERSATION);

            assertThat(agent.isAlive()).isFalse();
            assertThat(all).noneMatch(process -> ProcessTree.only(process).isAlive());
            assertThat(other.isAlive()).as("another worker of the run").isTrue();
        } finally {
            kill(agent);
            kill(other);
        }
    }

    @Test
    void anAgentIsKnownByTheConversationInItsArguments() throws Exception {
        Process agent = stubborn(Map.of(), "--resume", CONVERSATION);
        try {
            Strays.killAgent(socket(), new WorkerName("coder"), agent.pid(), CONVERSATION);

            assertThat(agent.isAlive()).isFalse();
        } finally {
            kill(agent);
        }
    }

    /** The system gives numbers to other processes again. */
    @Test
    void aProcessThatOnlyHasTheNumberIsLeftAlone() throws Exception {
        Process other = stubborn(Map.of());
        try {
            Strays.killAgent(socket(), new WorkerName("coder"), other.pid(), CONVERSATION);

            assertThat(other.isAlive()).isTrue();
        } finally {
            kill(other);
        }
    }

    private Path socket() {
        return leaks.directory().resolve("control");
    }

    /** Starts a process with a child; neither ends by a lost terminal. */
    private Process stubborn(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of("/bin/sh", "-c", "trap '' HUP TERM; sh -c 'echo up; while :; do sleep 60; done'; :", "sh"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(leaks.directory().toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("up");
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
