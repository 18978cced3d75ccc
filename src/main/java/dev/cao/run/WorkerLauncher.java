package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.WorkerView;
import dev.cao.terminal.Session;
import dev.cao.terminal.SessionSpec;
import dev.cao.terminal.TerminalRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Starts the program of a worker session: files, environment, pane, each recorded first. Safe for many threads. */
final class WorkerLauncher {
    private static final int COLUMNS = 200;
    private static final int ROWS = 50;

    private final RunDirectory directory;
    private final Path workingDirectory;
    private final List<String> caoCommand;
    private final Map<String, String> environment;
    private final Path controlSocket;
    private final Tokens tokens;
    private final TerminalRuntime terminal;
    private final Ledger ledger;

    /** @param environment what every worker of the run gets, already filtered */
    WorkerLauncher(
            RunDirectory directory,
            Path workingDirectory,
            List<String> caoCommand,
            Map<String, String> environment,
            Path controlSocket,
            Tokens tokens,
            TerminalRuntime terminal,
            Ledger ledger) {
        this.directory = directory;
        this.workingDirectory = workingDirectory;
        this.caoCommand = List.copyOf(caoCommand);
        this.environment = Map.copyOf(environment);
        this.controlSocket = controlSocket;
        this.tokens = tokens;
        this.terminal = terminal;
        this.ledger = ledger;
    }

    /** A worker's program that was started. */
    record Started(int incarnation, Session session, Path eventLog) {}

    /** Chosen for a worker: a provider that can be used here, and why this one. */
    record Choice(AgentProvider provider, String because) {}

    /** Starts the next incarnation of the session. */
    Started start(Team.Member member, Choice choice) throws InterruptedException {
        int incarnation = ledger.read(state ->
                state.worker(member.session()).map(WorkerView::incarnation).orElse(0) + 1);
        String conversation = UUID.randomUUID().toString();
        LaunchRequest request = request(member, choice.provider(), incarnation, conversation, false);
        LaunchPlan plan = choice.provider().plan(request);
        ledger.append(new RunEvent.WorkerStarting(
                member.session(),
                incarnation,
                choice.provider().name(),
                choice.because(),
                conversation,
                plan.eventLog().toString()));
        write(plan.files());
        Session session = terminal.start(new SessionSpec(
                member.session().value(), plan.argv(), request.directory(), plan.environment(), COLUMNS, ROWS));
        ledger.append(new RunEvent.WorkerStarted(
                member.session(), incarnation, session.name(), session.pane(), session.pid()));
        return new Started(incarnation, session, plan.eventLog());
    }

    /** Returns the request for a start of that session, for asking a provider before anything runs. */
    LaunchRequest request(
            Team.Member member, AgentProvider provider, int incarnation, String conversation, boolean resume) {
        Path home = directory.worker(member.session());
        try {
            RunDirectory.privateFolder(home);
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot make the folder %s: %s".formatted(home, e.getMessage()), "", e);
        }
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(member.profile().environment());
        variables.put("CAO_RUN", directory.run().value());
        variables.put("CAO_WORKER", member.session().value());
        variables.put("CAO_CONTROL", controlSocket.toString());
        variables.put("CAO_TOKEN", tokens.issue(member.session(), incarnation));
        Path folder = member.profile().workdir().map(workingDirectory::resolve).orElse(workingDirectory);
        return new LaunchRequest(
                member.session(), member.profile(), caoCommand, folder, home, conversation, resume, variables);
    }

    private static void write(Map<Path, String> files) {
        files.forEach((file, content) -> {
            try {
                writePrivately(file, content);
            } catch (IOException e) {
                throw new CaoException(ExitStatus.LOST, "cannot write %s: %s".formatted(file, e.getMessage()), "", e);
            }
        });
    }

    /** Writes a file that only this user can read, from its first byte on. */
    static void writePrivately(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
