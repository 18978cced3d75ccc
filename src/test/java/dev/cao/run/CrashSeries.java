package dev.cao.run;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.MessageState;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs with one agent of a CLI, in each of which the orchestrator, the agents or the terminals are killed right after some
 * entry of the journal, as a seed says. What the fake model was asked tells whether a text came in more often than it was
 * sent. For the test's thread.
 */
final class CrashSeries {
    private static final List<String> VICTIMS = List.of("self", "agents", "terminals");
    private static final int MOST_ENTRIES = 30;
    private static final int MOST_RESUMES = 5;

    private final Path folder;
    private final FakeModel model;
    private final Map<String, String> environment;
    private final Map<String, Integer> kills = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int resumes;

    CrashSeries(Path folder, FakeModel model, String profile, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.model = model;
        this.environment = Map.copyOf(environment);
        TestRun.agent(folder, "agent", profile + "restarts: 20\n");
        Files.writeString(folder.resolve("result.tmpl"), "{{a}} {{b}} {{c}}");
    }

    /** Returns what broke a promise, a line for each; prints what was done. */
    List<String> run(String name, int seeds) throws IOException, InterruptedException {
        for (int seed = 1; seed <= seeds; seed++) {
            one(seed);
        }
        System.out.printf(
                "crashes of %s: %d runs, killed: %s, resumes: %d, violations: %d%n",
                name, seeds, kills, resumes, violations.size());
        return List.copyOf(violations);
    }

    private void one(int seed) throws IOException, InterruptedException {
        Random random = new Random(seed * 7919L);
        String victim = VICTIMS.get(random.nextInt(VICTIMS.size()));
        int append = 3 + random.nextInt(MOST_ENTRIES);
        kills.merge(victim, 1, Integer::sum);
        Files.deleteIfExists(folder.resolve("work/result.txt"));
        String run = create(seed);
        int exit = child(run, victim, append);
        for (int resumed = 0; exit != ExitStatus.DONE.code() && resumed < MOST_RESUMES; resumed++) {
            resumes++;
            exit = child(run, "none", 0);
        }
        check("seed %d (%s after append %d)".formatted(seed, victim, append), seed, run, exit);
    }

    private String create(int seed) throws IOException, InterruptedException {
        try (TestRun created = TestRun.of(folder, """
                name: crash
                goal: to survive
                supervisor: { provider: plan }
                workers: [ { agent: agent } ]
                plan:
                  - handoff: { to: agent, task: "w%1$dxa «say A%1$d»", as: a, retry: 5 }
                  - assign: { to: agent, task: "w%1$dxb «say B%1$d»", as: b, retry: 5 }
                  - send: { to: agent, message: "w%1$dxm «say M%1$d»" }
                  - wait: { for: [b] }
                  - handoff: { to: agent, task: "w%1$dxc «say C%1$d»", as: c, retry: 5 }
                  - write: { file: result.txt, template: result.tmpl }
                checks: [ { file: result.txt } ]
                """.formatted(seed))) {
            return created.directory().run().value();
        }
    }

    private int child(String run, String victim, int append) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(TestRun.caoCommand());
        command.removeLast();
        command.add(3, "-Dcao.test.classpath=" + System.getProperty("cao.test.classpath"));
        command.addAll(List.of(CrashingRun.class.getName(), folder.toString(), run, victim, "" + append));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("child.log").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return process.waitFor(180, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }

    private void check(String where, int seed, String run, int exit) throws IOException {
        RunState state = new RunState();
        List<JournalEntry> entries = journal(run);
        entries.forEach(state::apply);
        if (exit != ExitStatus.DONE.code()) {
            violations.add("%s: exit code %d, %s".formatted(where, exit, state.ended()));
        }
        Path result = folder.resolve("work/result.txt");
        String written = Files.exists(result) ? Files.readString(result) : "";
        if (!written.equals("A%1$d B%1$d C%1$d".formatted(seed))) {
            violations.add("%s: the result is '%s'".formatted(where, written));
        }
        for (TaskView task : state.tasks()) {
            if (!task.state().isFinal()) {
                violations.add("%s: %s is %s".formatted(where, task.id(), task.state()));
            }
        }
        for (String word : List.of("xa", "xb", "xc", "xm")) {
            String text = "w" + seed + word + " ";
            long sent = entries.stream()
                    .filter(entry -> typed(entry.event()).contains(text))
                    .count();
            long taken = model.prompts().stream()
                    .filter(prompt -> prompt.contains(text))
                    .count();
            if (taken > sent) {
                violations.add("%s: %s was sent %d times and taken %d times".formatted(where, text, sent, taken));
            }
        }
        state.messages().stream()
                .filter(message -> message.state() == MessageState.RECORDED || message.state() == MessageState.SENT)
                .forEach(message -> violations.add("%s: %s is %s".formatted(where, message.id(), message.state())));
    }

    private static String typed(RunEvent event) {
        return switch (event) {
            case RunEvent.TaskSent sent -> sent.typed();
            case RunEvent.MessagesSent sent -> sent.typed();
            default -> "";
        };
    }

    private List<JournalEntry> journal(String run) {
        try (SqliteJournal journal = SqliteJournal.openReadOnly(
                RunDirectory.of(folder.resolve("state"), new RunId(run)).journal())) {
            return journal.readAfter(0);
        }
    }
}
