package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cao.io.ControlGroup;
import dev.cao.io.NoLeaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The end of a run whose workers have children that do not want to end. {@code -Dcao.workers=N}: 50 by scripts/cancel, a few
 * in the suite.
 */
@Tag("e2e")
@Timeout(400)
final class CancellationTest {
    private static final int WORKERS = Integer.getInteger("cao.workers", 5);

    /** Of one worker of the team; cao allows 32. */
    private static final int MOST_SESSIONS = 25;

    /** One ignores signals, one has a session of its own, two have left their parent and their session as well. */
    private static final String STUBBORN = """
            cat >/dev/null
            trap '' HUP INT TERM
            sh stay.sh child &
            setsid sh stay.sh session &
            ( setsid sh stay.sh forked & )
            ( env -u CAO_PROCESS_FAMILY setsid sh -c 'sh stay.sh deep & ' & )
            echo up >"up-$$"
            while :; do sleep 1000; done
            """;

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() throws Exception {
        cao = new CaoWorld(leaks.directory());
        cao.file("stay.sh", "trap '' HUP INT TERM\nwhile :; do sleep 1000; done\n");
        cao.file("agents/quick.yaml", "provider: command\ncommand: [cat]\n");
        cao.file("agents/lead.yaml", "provider: stand-in\nscript: ../lead.script.yaml\ndelegates: true\n");
        cao.file("lead.script.yaml", """
                rules:
                  - actions:
                      - tool: { name: handoff, arguments: { agent_profile: busy0, message: "more" } }
                      - answer: done
                """);
    }

    private void team(int busy, String work) throws IOException {
        cao.file("work.sh", work);
        cao.file("agents/busy.yaml", "provider: command\ncommand: [sh, work.sh]\n");
        StringBuilder plan = new StringBuilder("  - handoff: { to: quick, task: \"a word\", as: a }\n");
        plan.append("  - assign: { to: lead, task: \"lead\", as: b }\n");
        StringBuilder workers = new StringBuilder();
        for (int first = 0; first < busy; first += MOST_SESSIONS) {
            workers.append(", { agent: busy, name: busy%d, parallel: %d }"
                    .formatted(first / MOST_SESSIONS, Math.min(MOST_SESSIONS, busy - first)));
        }
        // One task comes from the lead.
        for (int i = 1; i < busy; i++) {
            plan.append("  - assign: { to: busy%d, task: \"work\", as: c%d }\n".formatted(i / MOST_SESSIONS, i));
        }
        cao.file("team.yaml", """
                name: stubborn
                goal: Stay.
                supervisor: { provider: plan }
                workers: [ { agent: quick }, { agent: lead }%s ]
                plan:
                %s  - wait: { for: [b] }
                """.formatted(workers, plan));
    }

    private void launch(int up) throws Exception {
        cao.run("launch", "--profile", "team.yaml", "--detach", "--yes").expect(0);
        Awaitility.await()
                .atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> started() == up);
    }

    private long started() throws IOException {
        try (Stream<Path> files = Files.list(cao.work())) {
            return files.filter(file -> file.getFileName().toString().startsWith("up-"))
                    .count();
        }
    }

    /** What belongs to the world, whatever it did: by arguments, environment or folder. */
    private List<String> living() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .flatMap(process -> seen(process).stream())
                .filter(text -> text.contains(leaks.directory().toString()))
                .toList();
    }

    /** The orchestrator's own process ends after it has answered. */
    private void awaitNobody() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(living()).isEmpty());
    }

    private static Optional<String> seen(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            String arguments = Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            String environment = Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1);
            String folder = Files.readSymbolicLink(proc.resolve("cwd")).toString();
            return arguments.isEmpty()
                    ? Optional.empty()
                    : Optional.of((arguments + folder + ' ' + environment).replace('\0', ' '));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Test
    void stopEndsEveryChildThatDoesNotWantToEnd() throws Exception {
        team(WORKERS, STUBBORN);
        launch(WORKERS);
        int before = living().size();
        long start = System.nanoTime();

        CaoWorld.Result stopped = cao.run("stop").expect(0);
        awaitNobody();

        System.out.printf(
                "cancelled: %d busy workers, %d processes, gone %d ms after 'cao stop'%n",
                WORKERS, before, (System.nanoTime() - start) / 1_000_000);
        assertThat(before).as("processes of the run").isGreaterThan(9 * WORKERS);
        assertThat(stopped.out()).endsWith(": stopped\n");
    }

    @Test
    void workTranscriptsAndAnswersStayWhenTheRunIsStopped() throws Exception {
        team(1, STUBBORN);
        launch(1);

        cao.run("stop").expect(0);

        assertThat(started()).isEqualTo(1);
        assertThat(cao.run("logs", "--answers").expect(0).out()).contains("a word");
        try (Stream<Path> files = Files.walk(cao.state())) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("events-"))
                            .count())
                    .isEqualTo(3);
        }
    }

    @Test
    void aChildThatClearedItsEnvironmentIsEndedWhereAControlGroupMayBeMade() throws Exception {
        Optional<ControlGroup> probe =
                ControlGroup.make("cao-probe-" + ProcessHandle.current().pid());
        probe.ifPresent(ControlGroup::remove);
        assumeTrue(probe.isPresent(), "no control group may be made here");
        team(1, "( env -i /usr/bin/setsid /bin/sh -c '/bin/sh stay.sh & ' & )\necho up >up-1\nsleep 1000\n");
        launch(1);

        cao.run("stop").expect(0);

        awaitNobody();
    }
}
