package dev.cao.cli;

import dev.cao.control.ControlRequest;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.io.Json;
import dev.cao.profile.LoadedProfile;
import dev.cao.run.Providers;
import dev.cao.run.RunDirectory;
import dev.cao.run.RunPlan;
import dev.cao.run.Runs;
import dev.cao.run.StatusDocument;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths that most commands take, on a small run in a folder of its own. */
final class Training {
    private static final String PROFILE = """
            name: train
            goal: Train.
            supervisor: { provider: plan }
            workers:
              - { agent: worker, provider: command, command: ["true"] }
            plan:
              - handoff: { to: worker, task: "{{goal}}", as: answer, retry: 1 }
              - write: { file: answer.md, template: answer.tmpl, when: "answer.done" }
            checks: [ { file: answer.md } ]
            limits: { time: 1m }
            """;

    private final Wiring wiring;
    private final Path folder;

    Training(Wiring wiring, Path folder) {
        this.wiring = wiring;
        this.folder = folder;
    }

    void run() throws IOException {
        for (Step step : List.<Step>of(this::aRun, this::commands, this::protocol)) {
            try {
                step.run();
            } catch (RuntimeException _) {
                // The cache will hold less; the command itself will say what is wrong when somebody uses it.
                continue;
            }
        }
    }

    /** One part of the training. */
    private interface Step {
        void run() throws IOException;
    }

    private void aRun() throws IOException {
        Files.writeString(folder.resolve("train.yaml"), PROFILE);
        Files.writeString(folder.resolve("answer.tmpl"), "{{answer}}");
        Files.createDirectories(folder.resolve("agents"));
        Files.writeString(folder.resolve("agents/worker.yaml"), "description: trains\n");
        LoadedProfile loaded = wiring.profiles().read(folder.resolve("train.yaml"), Map.of());
        Runs runs = wiring.runs();
        RunDirectory directory = runs.create(
                new RunPlan(
                        runs.freshId("train"),
                        "train",
                        loaded.team(),
                        folder,
                        Map.of("goal", "Train."),
                        new RunPlan.Options(false, true, Optional.empty(), Optional.empty())),
                Version.CURRENT,
                Instant.now());
        Providers.choose(loaded.team(), Optional.empty(), folder, _ -> wiring.environment());
        Progress progress = new Progress(true, (_, text) -> text);
        try (SqliteJournal journal = SqliteJournal.open(directory.journal())) {
            List<JournalEntry> _ = journal.append(
                    Instant.now(),
                    List.of(
                            new RunEvent.Noted(RunEvent.Level.INFO, "trained"),
                            new RunEvent.SupervisorChosen("plan", Optional.empty(), "")));
            journal.readAfter(0).forEach(progress::line);
        }
        for (Runs.Known known : runs.all()) {
            Json.line(StatusDocument.of(known.state(), known.alive(), Map.of(), Instant.now()));
        }
    }

    private void commands() {
        Commands commands = new Commands(wiring);
        commands.all().execute("--version");
        for (String name : List.of("version", "launch", "status", "wait", "logs")) {
            commands.one(name).ifPresent(command -> command.execute("--help"));
        }
        commands.one("status").ifPresent(command -> command.execute("--all", "--json"));
        commands.one("status").ifPresent(command -> command.execute("--all"));
    }

    private void protocol() {
        Json.parseObject(Json.line(new ControlRequest.Status().toJson()));
    }
}
