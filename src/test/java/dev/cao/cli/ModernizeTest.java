package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.io.NoLeaks;
import dev.cao.io.Subprocess;
import dev.cao.run.RunDirectory;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of the README, from profile to plan: its order as the journal tells it, and its sessions while it runs. */
@Tag("e2e")
final class ModernizeTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("cao.test.root", "")).toAbsolutePath().resolve("examples");

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;
    private Path bank;

    @BeforeEach
    void makeWorld() throws IOException {
        cao = new CaoWorld(leaks.directory());
        bank = cao.work().resolve("bank");
        copy(EXAMPLES.resolve("cobol-bank"), bank);
        copy(EXAMPLES.resolveSibling("agents"), cao.work().resolve("agents"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private String[] launch() {
        return new String[] {
            "launch", "--profile", EXAMPLES.resolve("modernize.yaml").toString(), "--dir", bank.toString()
        };
    }

    @Test
    void planHoldsWhatEachWorkerFoundWithFileAndLine() throws Exception {
        cao.run(launch()).expect(0);

        String plan = Files.readString(bank.resolve("modernization-plan.md"));
        for (String section : List.of("architect", "security", "performance", "test")) {
            assertThat(sectionOf(plan, section)).as(section).containsPattern("[A-Z0-9]+\\.(cbl|cpy|jcl):\\d+");
        }
    }

    @Test
    void tasksComeInTheOrderOfThePlan() throws Exception {
        cao.run(launch()).expect(0);

        List<JournalEntry> journal = journal();
        String design = answer(journal, "architect");
        assertThat(created(journal, "security").text()).contains(design.strip());
        assertThat(indexOfStart(journal, "security")).isGreaterThan(indexOfEnd(journal, "architect"));
        assertThat(indexOfStart(journal, "performance"))
                .isGreaterThan(indexOfEnd(journal, "security"))
                .isLessThan(indexOfEnd(journal, "test"));
        assertThat(indexOfStart(journal, "test")).isLessThan(indexOfEnd(journal, "performance"));
    }

    @Test
    void eachWorkerHasASessionWhileTheRunGoesOn() throws Exception {
        // The analysis asks for the program 'dirname' first; this one waits until somebody opens the gate.
        Path gate = cao.work().resolve("gate");
        new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
        Path wrapper = cao.file("bin/dirname", """
                #!/bin/sh
                if [ -p '%s' ]; then read -r _ <'%s'; fi
                exec /usr/bin/dirname "$@"
                """.formatted(gate, gate));
        wrapper.toFile().setExecutable(true);
        cao.with("PATH", wrapper.getParent() + ":" + System.getenv("PATH"));

        CaoWorld.Running running = cao.start(launch()).awaitErr("architect: t1 accepted");
        String id = cao.run("names", "--runs").expect(0).out().strip();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sessions(id)).contains("architect", "security", "performance", "test"));
        String status = cao.run("status", "--json").expect(0).out();
        try (var opened = Files.newOutputStream(gate)) {
            Files.delete(gate);
            opened.write('\n');
        }

        assertThat(StatusSchema.problems(status)).isEmpty();
        assertThat(status).contains("\"state\" : \"running\"").contains("\"from\" : \"supervisor\"");
        running.await().expect(0);
    }

    private List<String> sessions(String id) throws IOException, InterruptedException {
        Path socket = leaks.directory().resolve("run/cao/" + id + ".tmux");
        return Subprocess.run(
                        List.of("tmux", "-S", socket.toString(), "list-sessions", "-F", "#{session_name}"),
                        Path.of("/"),
                        Map.of(),
                        "",
                        Duration.ofSeconds(10))
                .out()
                .lines()
                .toList();
    }

    /** From the heading that names it to the next one of that level. */
    private static String sectionOf(String plan, String name) {
        StringBuilder section = new StringBuilder();
        boolean inside = false;
        for (String line : plan.lines().toList()) {
            if (line.startsWith("## ")) {
                inside = line.toLowerCase(java.util.Locale.ROOT).contains(name);
            }
            if (inside) {
                section.append(line).append('\n');
            }
        }
        return section.toString();
    }

    private List<JournalEntry> journal() throws Exception {
        String id = cao.run("names", "--runs").expect(0).out().strip();
        try (SqliteJournal journal = SqliteJournal.openReadOnly(
                RunDirectory.of(cao.state(), new RunId(id)).journal())) {
            return journal.readAfter(0);
        }
    }

    private static RunEvent.TaskCreated created(List<JournalEntry> journal, String worker) {
        return journal.stream()
                .map(JournalEntry::event)
                .filter(RunEvent.TaskCreated.class::isInstance)
                .map(RunEvent.TaskCreated.class::cast)
                .filter(task -> task.to().value().equals(worker))
                .findFirst()
                .orElseThrow();
    }

    private static String answer(List<JournalEntry> journal, String worker) {
        var ended =
                (RunEvent.TaskEnded) journal.get(indexOfEnd(journal, worker)).event();
        return ((TaskOutcome.Done) ended.outcome()).answer();
    }

    private static int indexOfStart(List<JournalEntry> journal, String worker) {
        TaskId task = created(journal, worker).task();
        return index(
                journal,
                event -> event instanceof RunEvent.TaskAccepted accepted
                        && accepted.task().equals(task));
    }

    private static int indexOfEnd(List<JournalEntry> journal, String worker) {
        TaskId task = created(journal, worker).task();
        return index(
                journal,
                event -> event instanceof RunEvent.TaskEnded ended
                        && ended.task().equals(task));
    }

    private static int index(List<JournalEntry> journal, Predicate<RunEvent> wanted) {
        for (int i = 0; i < journal.size(); i++) {
            if (wanted.test(journal.get(i).event())) {
                return i;
            }
        }
        throw new AssertionError("not in the journal of " + journal.size() + " entries");
    }
}
