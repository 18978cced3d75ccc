package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("e2e")
final class SignalsTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() throws Exception {
        cao = new CaoWorld(leaks.directory());
        TwoSteps.in(cao, "cat >/dev/null; sleep 300");
    }

    private CaoWorld.Running working(String... more) throws Exception {
        String[] all = new String[more.length + 3];
        System.arraycopy(new String[] {"launch", "--profile", "two.yaml"}, 0, all, 0, 3);
        System.arraycopy(more, 0, all, 3, more.length);
        return cao.start(all).awaitErr("two: t2 accepted");
    }

    @Test
    void interruptEndsTheRunInOrder() throws Exception {
        CaoWorld.Running launch = working();

        launch.signal("INT");

        CaoWorld.Result result = launch.await().expect(130);
        assertThat(result.err()).contains("stop requested by SIGINT").contains("ended: stopped, exit code 130");
        assertThat(cao.run("status", "--all").expect(0).out()).contains("stopped  130");
    }

    @Test
    void secondInterruptEndsTheRunAtOnce() throws Exception {
        // An agent that ignores every request to end holds the orderly stop up for seconds.
        cao.file("agents/stubborn.yaml", "provider: stand-in\nscript: ../stubborn-script.yaml\n");
        cao.file(
                "stubborn-script.yaml",
                "ignore_signals: [TERM, HUP, INT]\nrules:\n  - actions: [ { silent: true } ]\n");
        cao.file("stubborn.yaml", """
                name: stubborn
                goal: Stay.
                supervisor: { provider: plan }
                workers: [ { agent: stubborn } ]
                plan: [ { handoff: { to: stubborn, task: "{{goal}}" } } ]
                """);
        CaoWorld.Running launch =
                cao.start("launch", "--profile", "stubborn.yaml").awaitErr("t1 accepted");

        launch.signal("INT");
        launch.awaitErr("once more stops it at once");
        Awaitility.await().pollDelay(Duration.ofMillis(400)).until(() -> true); // less is taken for one request
        launch.signal("INT");

        assertThat(launch.await().expect(130).err()).contains("SIGINT: stopping at once");
        assertThat(cao.run("status", "--all").expect(0).out()).contains("stopped  130");
    }

    @Test
    void aChildThatLeftItsSessionAndIgnoresRequestsIsEndedToo() throws Exception {
        // As the shell tool of an agent may start it: not in the family that the stand-in ends by itself.
        String stray = "trap '' HUP TERM INT; echo up >stray; while :; do sleep 1000; done";
        cao.file("stray.sh", stray);
        TwoSteps.in(
                cao,
                "cat >/dev/null; test -e stray || ( env -u CAO_PROCESS_FAMILY setsid sh " + cao.work()
                        + "/stray.sh & ); while ! test -e stray; do sleep 0.05; done; sleep 300");
        CaoWorld.Running launch = cao.start("launch", "--profile", "two.yaml");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(cao.work().resolve("stray")));

        launch.signal("INT");

        launch.await().expect(130);
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(cao.work() + "/stray.sh"))
                                .isPresent()))
                .isEmpty();
    }

    @Test
    void doubledSignalIsOneRequest() throws Exception {
        CaoWorld.Running launch = working();

        launch.signal("TERM", "TERM");

        assertThat(launch.await().expect(143).err()).doesNotContain("stopping at once");
    }

    @Test
    void terminationEndsTheRunInOrder() throws Exception {
        CaoWorld.Running launch = working();

        launch.signal("TERM");

        launch.await().expect(143);
    }

    @Test
    void closedTerminalLeavesTheAgentsForStop() throws Exception {
        CaoWorld.Running launch = working();

        launch.signal("HUP");

        launch.await().expect(129);
        assertThat(cao.run("status", "--all").expect(0).out()).contains("interrupted");
        String id = cao.run("names", "--runs").expect(0).out().strip();
        cao.run("wait", id).expect(3);
        assertThat(cao.run("stop", id).expect(0).out()).isEqualTo(id + ": stopped (its orchestrator was gone)\n");
        cao.run("wait", id).expect(143);
    }

    @Test
    void closedTerminalEndsTheRunInCi() throws Exception {
        CaoWorld.Running launch = working("--ci");

        launch.signal("HUP");

        launch.await().expect(143);
    }

    @Test
    void killedOrchestratorIsCleanedUpByStop() throws Exception {
        CaoWorld.Running launch = working();

        launch.process().destroyForcibly().waitFor();

        assertThat(cao.run("stop", "--all").expect(0).out()).endsWith(": stopped (its orchestrator was gone)\n");
    }
}
