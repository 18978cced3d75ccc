package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.MessageState;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskState;
import dev.cao.io.NoLeaks;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A machine that goes down in the middle of a run: every process of it is killed, the folders for sockets and temp files are
 * empty, and the next boot has another id. {@code -Dcao.agents=N} agents, two fifths of them in pairs that hand off; 20 by
 * scripts/reboot, fewer in the suite.
 */
@Tag("e2e")
@Timeout(300)
class RebootTest {
    private static final int AGENTS = Integer.getInteger("cao.agents", 10);
    private static final int GIVERS = AGENTS * 2 / 5;
    private static final String NOTE = "[cao: you were cut off while you worked on this task, and started again.";

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private Path folder;
    private String run;

    /** Givers g1… hand a part to takers t1…, which work until there is a file "go"; the others r1… only hear a word. */
    @BeforeEach
    void createRun() throws Exception {
        folder = leaks.directory();
        StringBuilder workers = new StringBuilder();
        StringBuilder plan = new StringBuilder();
        List<String> agents = new ArrayList<>();
        for (int i = 1; i <= AGENTS; i++) {
            boolean gives = i <= GIVERS;
            boolean takes = !gives && i <= 2 * GIVERS;
            String name = gives ? "g" + i : takes ? "t" + (i - GIVERS) : "r" + (i - 2 * GIVERS);
            agents.add(name);
            TestRun.agent(folder, name, """
                    provider: stand-in
                    script: %s.script.yaml
                    delegates: %s
                    restarts: 20
                    """.formatted(name, gives));
            String work = gives
                    ? "[ { tool: { name: handoff, arguments: { agent_profile: t%d, message: \"part\" } } }, { answer: whole } ]"
                            .formatted(i)
                    : "[ { run: [sh, -c, \"until [ -e go ]; do sleep 0.2; done\"] }, { answer: whole } ]";
            Files.writeString(folder.resolve("agents/" + name + ".script.yaml"), """
                    rules:
                      - { contains: "[Message", actions: [ { answer: heard } ] }
                      - { contains: "cut off", actions: [ { answer: "rest" } ] }
                      - { contains: "one more", actions: [ { answer: "more" } ] }
                      - { actions: %s }
                    """.formatted(work));
            workers.append("  - { agent: %s }\n".formatted(name));
            plan.append("  - send: { to: %s, message: \"good morning\" }\n".formatted(name));
        }
        for (int i = 1; i <= GIVERS; i++) {
            plan.append("  - assign: { to: g%1$d, task: \"all of it\", as: a%1$d }\n".formatted(i));
        }
        plan.append("  - wait: { for: [%s] }\n".formatted(String.join(", ", names("a", GIVERS))));
        // Whoever came back can still work.
        for (int i = 0; i < AGENTS; i++) {
            plan.append("  - assign: { to: %s, task: \"one more\", as: b%d }\n".formatted(agents.get(i), i + 1));
        }
        plan.append("  - wait: { for: [%s] }\n".formatted(String.join(", ", names("b", AGENTS))));
        try (TestRun created = TestRun.of(
                folder,
                "name: reboot\ngoal: go on\nsupervisor: { provider: plan }\nworkers:\n" + workers + "plan:\n" + plan)) {
            run = created.directory().run().value();
        }
    }

    private static List<String> names(String prefix, int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> prefix + i).toList();
    }

    @Test
    void everyAgentComesBackWithItsConversationAndIsToldWhatWasInterrupted() throws Exception {
        Process first = orchestrator();
        try {
            await().atMost(Duration.ofSeconds(150))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> !first.isAlive() || allAtWork());
            assertThat(first.isAlive()).as("it works").isTrue();
        } finally {
            goDown();
        }
        long up = System.nanoTime();
        int before = entries().size();

        try (Orchestrator second = Orchestrator.open(directory(), bootedAgain())) {
            assertThat(second.pursue().orElseThrow().exit()).isEqualTo(ExitStatus.DONE);
        }

        System.out.printf(
                "reboot: %d agents, %d tasks cut off: all agents ready after %d ms, run over after %d ms%n",
                AGENTS, 2 * GIVERS, readyAfter(before), (System.nanoTime() - up) / 1_000_000);
        assertThat(conversations(2)).isEqualTo(conversations(1)).hasSize(AGENTS);
        assertThat(told(before)).as("tasks that were given again with a note").hasSize(2 * GIVERS);
        assertThat(state().tasks()).allMatch(task -> task.state() == TaskState.DONE);
        assertThat(mostAtOnce(before))
                .isBetween(1, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    }

    private boolean allAtWork() {
        RunState state = state();
        long working = state.tasks().stream()
                .filter(task -> task.state() == TaskState.WORKING)
                .count();
        boolean heard = state.messages().stream().allMatch(message -> message.state() == MessageState.ACCEPTED);
        return working == 2 * GIVERS && heard;
    }

    private Process orchestrator() throws IOException {
        List<String> command = new ArrayList<>(TestRun.caoCommand());
        command.removeLast();
        Path temp = Files.createDirectories(folder.resolve("tmp"));
        command.addAll(
                3,
                List.of(
                        "-Dcao.test.classpath=" + System.getProperty("cao.test.classpath"),
                        "-Djava.io.tmpdir=" + temp));
        command.addAll(List.of(CrashingRun.class.getName(), folder.toString(), run, "none", "0"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("first.log").toFile())
                .start();
    }

    /** Nobody is asked, and nothing outside of disks stays. */
    private void goDown() throws IOException {
        while (processes().findAny().isPresent()) {
            processes().forEach(ProcessHandle::destroyForcibly);
        }
        for (String volatileFolder : List.of("sockets", "tmp")) {
            try (Stream<Path> files = Files.walk(folder.resolve(volatileFolder))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.writeString(folder.resolve("work/go"), "");
    }

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> read(process, "cmdline").contains(folder.toString())
                        || read(process, "environ").contains(folder.toString()));
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    private Machine bootedAgain() throws InterruptedException {
        Machine same = TestRun.machine(folder);
        return new Machine(
                same.environment(),
                same.extraEnvironment(),
                same.caoCommand(),
                same.runtimeFolder(),
                "another boot",
                same.time(),
                same.terminals());
    }

    private Map<String, String> conversations(int incarnation) {
        Map<String, String> conversations = new TreeMap<>();
        for (JournalEntry entry : entries()) {
            if (entry.event() instanceof RunEvent.WorkerStarting start && start.incarnation() == incarnation) {
                conversations.put(start.worker().value(), start.nativeSession());
            }
        }
        return conversations;
    }

    private Set<String> told(int after) {
        Set<String> told = new HashSet<>();
        for (JournalEntry entry : entries().subList(after, entries().size())) {
            if (entry.event() instanceof RunEvent.TaskSent sent && sent.typed().startsWith(NOTE)) {
                told.add(sent.task().value());
            }
        }
        return told;
    }

    private int mostAtOnce(int after) {
        int now = 0;
        int most = 0;
        for (JournalEntry entry : entries().subList(after, entries().size())) {
            if (entry.event() instanceof RunEvent.WorkerStarting) {
                now++;
            } else if (entry.event() instanceof RunEvent.WorkerReady) {
                now--;
            }
            most = Math.max(most, now);
        }
        return most;
    }

    private long readyAfter(int before) {
        List<JournalEntry> since = entries().subList(before, entries().size());
        JournalEntry last = since.stream()
                .filter(entry -> entry.event() instanceof RunEvent.WorkerReady)
                .reduce((_, newest) -> newest)
                .orElseThrow();
        return Duration.between(since.getFirst().at(), last.at()).toMillis();
    }

    private RunDirectory directory() {
        return RunDirectory.of(folder.resolve("state"), new RunId(run));
    }

    private List<JournalEntry> entries() {
        try (SqliteJournal journal = SqliteJournal.openReadOnly(directory().journal())) {
            return journal.readAfter(0);
        }
    }

    private RunState state() {
        RunState state = new RunState();
        entries().forEach(state::apply);
        return state;
    }
}
