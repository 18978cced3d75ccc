package dev.cao.run;

import dev.cao.agent.LiveStatus;
import dev.cao.domain.Address;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.WorkerName;
import dev.cao.io.Time;
import dev.cao.profile.ProfileReader;
import dev.cao.provider.AgentProviders;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A toolbox on a real journal, with the worker {@code w} of whom the test tells what happens. */
final class LedgerFixture implements AutoCloseable {
    static final WorkerName WORKER = new WorkerName("w");

    final Ledger ledger;
    final Team team;
    private final Path folder;

    LedgerFixture(Path folder) throws IOException {
        this(folder, "user");
    }

    LedgerFixture(Path folder, String permissions) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("w.json"), "{\"rules\": []}");
        TestRun.agent(folder, "w", "provider: stand-in\nscript: ../w.json\npermissions: " + permissions + "\n");
        Path file = Files.writeString(folder.resolve("team.yaml"), """
                name: test
                goal: g
                supervisor: [ { provider: claude-code }, { provider: plan } ]
                workers: [ { agent: w } ]
                plan: [ { handoff: { to: w, task: x } } ]
                """);
        this.team = new Team(new ProfileReader(List.of(), AgentProviders.names())
                .read(file, Map.of())
                .team());
        this.ledger = new Ledger(SqliteJournal.open(folder.resolve("journal.db")), Time.system());
        if (ledger.read(state -> state.created().isEmpty())) {
            ledger.append(
                    new RunEvent.RunCreated(new RunId("test-abc"), "test", "g", folder.toString(), "{}", Map.of(), "1"),
                    new RunEvent.SupervisorChosen("claude-code", java.util.Optional.empty(), "test"));
        }
    }

    TeamToolbox toolbox(boolean unattended) {
        return new TeamToolbox(team, ledger, new SilentCrew(), Time.system(), unattended);
    }

    /** The same journal, as a later orchestrator finds it. */
    LedgerFixture again() throws IOException {
        ledger.close();
        return new LedgerFixture(folder, "user");
    }

    @Override
    public void close() {
        ledger.close();
    }

    /** Workers that react to everything and do nothing. */
    private static final class SilentCrew implements Crew {
        @Override
        public Map<WorkerName, LiveStatus> statuses() {
            return Map.of();
        }

        @Override
        public Signal.Reply interrupt(WorkerName worker, Address by, String reason) {
            return new Signal.Reply(true, "interrupted");
        }

        @Override
        public Signal.Reply answer(WorkerName worker, Address by, String answer) {
            return new Signal.Reply(true, "answered " + worker);
        }

        @Override
        public String output(WorkerName worker, int lines) {
            return "";
        }

        @Override
        public String hold(WorkerName worker) {
            return "";
        }
    }
}
