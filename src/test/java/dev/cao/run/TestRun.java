package dev.cao.run;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunState;
import dev.cao.io.ControlGroup;
import dev.cao.io.Time;
import dev.cao.profile.LoadedProfile;
import dev.cao.profile.ProfileReader;
import dev.cao.provider.AgentProviders;
import dev.cao.store.SqliteJournal;
import dev.cao.terminal.TmuxProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A run in this process: real tmux, real journal, real stand-in agents as processes of their own.
 *
 * <pre>
 * folder/
 *   team.yaml  and whatever else a test writes
 *   work/      the run's working directory
 *   state/     CAO_HOME
 *   sockets/
 * </pre>
 */
final class TestRun implements AutoCloseable {
    private final Path folder;
    private final Orchestrator orchestrator;
    private final RunDirectory directory;

    private TestRun(Path folder, Orchestrator orchestrator, RunDirectory directory) {
        this.folder = folder;
        this.orchestrator = orchestrator;
        this.directory = directory;
    }

    /** Writes an agent profile that runs this command for each task. */
    static void command(Path folder, String name, String... command) throws IOException {
        agent(folder, name, "provider: command\ncommand: [%s]\n".formatted(quoted(command)));
    }

    static void agent(Path folder, String name, String profile) throws IOException {
        Path agents = Files.createDirectories(folder.resolve("agents"));
        Files.writeString(agents.resolve(name + ".yaml"), "name: %s\n%s".formatted(name, profile));
    }

    private static String quoted(String... words) {
        return java.util.Arrays.stream(words)
                .map(word -> "'" + word.replace("'", "''") + "'")
                .collect(java.util.stream.Collectors.joining(", "));
    }

    /** Creates the run of this team profile, without starting it. */
    static TestRun of(Path folder, String profile) throws IOException, InterruptedException {
        return of(folder, profile, new RunPlan.Options(false, false, Optional.empty(), Optional.empty()));
    }

    static TestRun of(Path folder, String profile, RunPlan.Options options) throws IOException, InterruptedException {
        return of(folder, profile, options, Map.of());
    }

    /** @param environment what this process has beside its own environment */
    static TestRun of(Path folder, String profile, RunPlan.Options options, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("team.yaml"), profile);
        Path work = Files.createDirectories(folder.resolve("work"));
        LoadedProfile loaded = new ProfileReader(List.of(), AgentProviders.names()).read(file, Map.of());
        Runs runs = new Runs(folder.resolve("state"));
        Map<String, String> variables = new HashMap<>();
        loaded.team().goal().ifPresent(goal -> variables.put("goal", goal));
        RunPlan plan = new RunPlan(runs.freshId("test"), "test", loaded.team(), work, variables, options);
        RunDirectory directory = runs.create(plan, "test", Instant.now());
        return new TestRun(folder, Orchestrator.open(directory, machine(folder, environment)), directory);
    }

    static Machine machine(Path folder) throws InterruptedException {
        return machine(folder, Map.of());
    }

    static Machine machine(Path folder, Map<String, String> more) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", folder.toString());
        environment.putAll(more);
        return new Machine(
                environment,
                Map.of(),
                caoCommand(),
                folder.resolve("sockets"),
                "boot",
                Time.system(),
                new TmuxTerminals(TmuxProgram.find(System.getenv("PATH"))));
    }

    static List<String> caoCommand() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("cao.test.classpath"),
                "dev.cao.cli.Main");
    }

    Orchestrator orchestrator() {
        return orchestrator;
    }

    RunDirectory directory() {
        return directory;
    }

    /** Runs it to its end. */
    RunOutcome pursue() throws InterruptedException {
        return orchestrator.pursue().orElseThrow();
    }

    /** Runs it to its end on a thread of its own. */
    CompletableFuture<RunOutcome> pursuing() {
        CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(pursue());
            } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    String work(String file) throws IOException {
        return Files.readString(folder.resolve("work").resolve(file));
    }

    /** Returns the journal's entries, read as another process would. */
    List<JournalEntry> entries() {
        try (SqliteJournal journal = SqliteJournal.openReadOnly(directory.journal())) {
            return journal.readAfter(0);
        }
    }

    /** Returns the position in the journal of the first event that the condition holds for; -1 if there is none. */
    long position(java.util.function.Predicate<RunEvent> condition) {
        return entries().stream()
                .filter(entry -> condition.test(entry.event()))
                .mapToLong(JournalEntry::seq)
                .findFirst()
                .orElse(-1);
    }

    RunState state() {
        RunState state = new RunState();
        entries().forEach(state::apply);
        return state;
    }

    /** Leaves the run to another process. */
    void leave() {
        orchestrator.close();
    }

    @Override
    public void close() {
        orchestrator.close();
        // Of a run whose orchestrator was killed nothing but that may be left.
        RunGroup.find(directory).ifPresent(ControlGroup::remove);
    }
}
