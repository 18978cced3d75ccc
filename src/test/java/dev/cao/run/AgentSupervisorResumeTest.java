package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.MessageState;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskState;
import dev.cao.io.NoLeaks;
import dev.cao.store.SqliteJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A run that an agent supervises, whose orchestrator is killed after an append to its journal: after every fifth here, and
 * with {@code -Dcao.every=1} (scripts/crashes) after each, once each.
 */
@Tag("e2e")
@Timeout(1800)
class AgentSupervisorResumeTest {
    private static final String SCRIPT = """
            rules:
              - contains: "The goal of the run"
                actions:
                  - tool: { name: handoff, arguments: { agent_profile: upper, message: "one" } }
                  - tool: { name: assign, arguments: { agent_profile: upper, message: "two {{result}}" } }
                  - answer: "I wait."
              - contains: "the answer to task t2"
                actions:
                  - tool: { name: finish, arguments: { status: done, summary: "all heard" } }
            """;

    private static final int EVERY = Integer.getInteger("cao.every", 5);

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    @Test
    void supervisorHearsEachAnswerOnceWhereverTheOrchestratorIsKilled() throws Exception {
        List<String> violations = new ArrayList<>();
        // The fourth is the record of a start that has not happened yet.
        int append = EVERY == 1 ? 1 : 4;
        while (killedAt(append, violations)) {
            append += EVERY;
        }

        assertThat(violations).isEmpty();
        assertThat(append).as("appends of the run").isGreaterThan(15);
    }

    /** Returns whether the run had so many appends. */
    private boolean killedAt(int append, List<String> violations) throws Exception {
        Path folder = Files.createDirectory(leaks.directory().resolve("k" + append));
        TestRun.command(folder, "upper", "tr", "a-z", "A-Z");
        Files.writeString(folder.resolve("lead.yaml"), SCRIPT);
        String run;
        try (TestRun created = TestRun.of(folder, """
                name: led
                goal: shout
                supervisor: { provider: stand-in, script: lead.yaml }
                workers: [ { agent: upper } ]
                """)) {
            run = created.directory().run().value();
        }
        int first = child(folder, run, "self", append);
        int last = first == CrashingRun.KILLED ? child(folder, run, "none", 0) : first;
        check(folder, run, "killed at append " + append, last, violations);
        return first == CrashingRun.KILLED;
    }

    private static void check(Path folder, String run, String where, int exit, List<String> violations) {
        RunState state = new RunState();
        List<JournalEntry> entries;
        Path file = RunDirectory.of(folder.resolve("state"), new RunId(run)).journal();
        try (SqliteJournal journal = SqliteJournal.openReadOnly(file)) {
            entries = journal.readAfter(0);
        }
        entries.forEach(state::apply);
        if (exit != ExitStatus.DONE.code()) {
            violations.add("%s: exit code %d, %s".formatted(where, exit, state.ended()));
        }
        if (state.tasks().size() != 2 || state.tasks().stream().anyMatch(task -> task.state() != TaskState.DONE)) {
            violations.add(where + ": tasks are " + state.tasks());
        }
        if (!state.tasks().getLast().text().equals("two ONE")) {
            violations.add(where + ": the answer was " + state.tasks().getLast().text());
        }
        if (state.messages().stream().anyMatch(message -> message.state() != MessageState.ACCEPTED)) {
            violations.add(where + ": messages are " + state.messages());
        }
        long starts = entries.stream()
                .filter(entry -> entry.event() instanceof RunEvent.WorkerStarted)
                .count();
        if (starts != 2) {
            violations.add("%s: %d starts".formatted(where, starts));
        }
    }

    private static int child(Path folder, String run, String victim, int append) throws Exception {
        List<String> command = new ArrayList<>(TestRun.caoCommand());
        command.removeLast();
        Path temp = Files.createDirectories(folder.resolve("tmp"));
        command.addAll(
                3,
                List.of(
                        "-Dcao.test.classpath=" + System.getProperty("cao.test.classpath"),
                        "-Djava.io.tmpdir=" + temp));
        command.addAll(List.of(CrashingRun.class.getName(), folder.toString(), run, victim, "" + append));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("child.log").toFile()))
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the orchestrator ends")
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
