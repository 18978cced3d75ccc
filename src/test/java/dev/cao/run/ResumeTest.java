package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.NoLeaks;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plan of the modernize example, with cheap commands, killed after each append to its journal, once each. */
@Tag("e2e")
@Timeout(900)
class ResumeTest {
    private static final String TEAM = """
            name: modernize
            goal: the goal
            supervisor: { provider: plan }
            workers: [ { agent: architect }, { agent: security }, { agent: performance }, { agent: test } ]
            plan:
              - send: { to: test, message: "a word before" }
              - handoff: { to: architect, task: "design {{goal}}", as: design, retry: 1 }
              - handoff: { to: security, task: "review {{design}}", as: review, retry: 1 }
              - assign: { to: performance, task: "measure {{design}}", as: perf }
              - assign: { to: test, task: "test {{design}}", as: tests }
              - wait: { for: [perf, tests] }
              - write: { file: plan.md, template: plan.tmpl }
            checks: [ { file: plan.md } ]
            """;
    private static final String PLAN = """
            design: [architect] design the goal
            review: [security] review [architect] design the goal
            perf: [performance] measure [architect] design the goal
            tests: [test] test [architect] design the goal
            """;

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    @Test
    void aRunWhoseOrchestratorIsKilledAtAnyAppendEndsAsIfNothingHadHappened() throws Exception {
        List<String> violations = new ArrayList<>();
        int appends = 1;
        while (killedAt(appends, violations)) {
            appends++;
        }

        assertThat(violations).isEmpty();
        assertThat(appends).as("appends of the run").isGreaterThan(30);
    }

    @Test
    void aRunWhoseTerminalServerIsKilledAtAnyAppendGoesOnWithANewOne() throws Exception {
        List<String> violations = new ArrayList<>();
        int appends = 4;
        while (terminalsKilledAt(appends, violations)) {
            appends++;
        }

        assertThat(violations).isEmpty();
        assertThat(appends).as("appends of the run").isGreaterThan(30);
    }

    /** Returns whether the run had so many appends. */
    private boolean killedAt(int append, List<String> violations) throws Exception {
        Path folder = Files.createDirectory(leaks.directory().resolve("self-" + append));
        String run = create(folder);
        int first = child(folder, run, "self", append);
        if (first == ExitStatus.DONE.code()) {
            check(folder, run, "no kill", violations, true);
            return false;
        }
        assertThat(first).as("exit code of the killed orchestrator").isEqualTo(CrashingRun.KILLED);
        int second = child(folder, run, "none", 0);
        String where = "killed at append %d (%s)".formatted(append, eventAt(folder, run, append));
        if (second != ExitStatus.DONE.code()) {
            violations.add("%s: resumed with exit code %d".formatted(where, second));
        }
        check(folder, run, where, violations, true);
        return true;
    }

    private boolean terminalsKilledAt(int append, List<String> violations) throws Exception {
        Path folder = Files.createDirectory(leaks.directory().resolve("terminals-" + append));
        String run = create(folder);
        int first = child(folder, run, "terminals", append);
        String where = "terminals killed at append %d (%s)".formatted(append, eventAt(folder, run, append));
        if (first == ExitStatus.DONE.code()) {
            check(folder, run, where, violations, false);
            return journal(folder, run).size() > append;
        }
        if (first != ExitStatus.LOST.code()) {
            violations.add("%s: exit code %d".formatted(where, first));
            return true;
        }
        int second = child(folder, run, "none", 0);
        if (second != ExitStatus.DONE.code()) {
            violations.add("%s: resumed with exit code %d".formatted(where, second));
        }
        check(folder, run, where, violations, false);
        return true;
    }

    private static String create(Path folder) throws Exception {
        for (String worker : List.of("architect", "security", "performance", "test")) {
            TestRun.command(folder, worker, "sh", "-c", "printf '[%s] ' $CAO_WORKER; cat");
        }
        Files.writeString(
                folder.resolve("plan.tmpl"),
                "design: {{design}}\nreview: {{review}}\nperf: {{perf}}\ntests: {{tests}}\n");
        try (TestRun run = TestRun.of(folder, TEAM)) {
            return run.directory().run().value();
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
        Path log = folder.resolve("child.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
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

    /** What must be true however often the run was killed. */
    private static void check(Path folder, String run, String where, List<String> violations, boolean once)
            throws IOException {
        RunState state = new RunState();
        List<JournalEntry> entries = journal(folder, run);
        entries.forEach(state::apply);
        Path plan = folder.resolve("work/plan.md");
        String content = Files.exists(plan) ? Files.readString(plan) : "no plan";
        if (!content.equals(PLAN)) {
            violations.add(where + ": the plan is\n" + content);
        }
        if (state.tasks().size() != 4 || state.tasks().stream().anyMatch(task -> !done(task))) {
            violations.add(where + ": tasks are " + state.tasks());
        }
        long ends = entries.stream()
                .filter(entry -> entry.event() instanceof RunEvent.TaskEnded)
                .count();
        if (ends != 4) {
            violations.add("%s: %d ends of tasks".formatted(where, ends));
        }
        if (state.messages().stream().map(MessageView::state).anyMatch(at -> at != MessageState.ACCEPTED)) {
            violations.add(where + ": messages are " + state.messages());
        }
        if (once) {
            long prompts = prompts(folder);
            if (prompts != 5) {
                violations.add("%s: the agents took %d prompts instead of 5".formatted(where, prompts));
            }
        }
    }

    private static boolean done(TaskView task) {
        return task.outcome().filter(TaskOutcome.Done.class::isInstance).isPresent();
    }

    /** Counts by the agents' own records. */
    private static long prompts(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            long count = 0;
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                count += Files.readAllLines(file).stream()
                        .filter(line -> line.contains("\"prompt_submitted\""))
                        .count();
            }
            return count;
        }
    }

    private static String eventAt(Path folder, String run, int append) {
        List<JournalEntry> entries = journal(folder, run);
        return append < entries.size() ? entries.get(append).event().getClass().getSimpleName() : "the last";
    }

    private static List<JournalEntry> journal(Path folder, String run) {
        Path file = RunDirectory.of(folder.resolve("state"), new dev.cao.domain.RunId(run))
                .journal();
        try (SqliteJournal journal = SqliteJournal.openReadOnly(file)) {
            return journal.readAfter(0);
        }
    }
}
