package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.agent.Watched;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent;
import dev.cao.domain.WorkerView;
import dev.cao.io.ControlGroup;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Reasons;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Starts the program of a worker session: files, environment, pane, each recorded first. Safe for many threads. */
final class WorkerLauncher {
    private static final int COLUMNS = 200;
    private static final int ROWS = 50;

    private final RunDirectory directory;
    private final Path workingDirectory;
    private final List<String> caoCommand;
    private final Function<AgentProvider, Map<String, String>> environment;
    private final Path controlSocket;
    private final Tokens tokens;
    private final TerminalRuntime terminal;
    private final Ledger ledger;

    /** @param environment what every worker of a provider gets, already filtered */
    WorkerLauncher(
            RunDirectory directory,
            Path workingDirectory,
            List<String> caoCommand,
            Function<AgentProvider, Map<String, String>> environment,
            Path controlSocket,
            Tokens tokens,
            TerminalRuntime terminal,
            Ledger ledger) {
        this.directory = directory;
        this.workingDirectory = workingDirectory;
        this.caoCommand = List.copyOf(caoCommand);
        this.environment = environment;
        this.controlSocket = controlSocket;
        this.tokens = tokens;
        this.terminal = terminal;
        this.ledger = ledger;
    }

    /**
     * A worker's program that was started.
     *
     * @param heardFrom how many bytes of its event log are of earlier programs: their being ready is not its own
     */
    record Started(int incarnation, Session session, Watched files, long heardFrom) {}

    /** Chosen for a worker: a provider that can be used here, and why this one. */
    record Choice(AgentProvider provider, String because) {}

    /**
     * A program that an earlier orchestrator of the run started.
     *
     * @param lost how it ended, if that is known already, because the terminal server is another one now
     */
    record Adoption(Started started, String conversation, boolean ready, Optional<ProcessExit> lost) {}

    /** Returns the program to go on with, if the session was started before; its token is good again. */
    Optional<Adoption> adoption(Team.Member member, Choice choice, boolean sameServer) throws InterruptedException {
        Optional<WorkerView> view = ledger.read(state ->
                state.worker(member.session()).filter(worker -> worker.gone().isEmpty()));
        if (view.isEmpty()) {
            return Optional.empty();
        }
        tokens.restore(member.address(), view.get().incarnation(), tokenFile(member));
        Optional<Session> living = sameServer
                ? terminal.list().stream()
                        .filter(session ->
                                session.name().equals(member.session().value()))
                        .findFirst()
                : Optional.empty();
        Session session = view.get()
                .session()
                .map(pane -> new Session(pane.session(), pane.pane(), pane.pid()))
                .or(() -> living)
                .orElseGet(() -> new Session(member.session().value(), "none", 0));
        if (view.get().session().isEmpty() && living.isPresent()) {
            // The earlier orchestrator died between the start of the pane and its record.
            ledger.append(new RunEvent.WorkerStarted(
                    member.session(), view.get().incarnation(), session.name(), session.pane(), session.pid()));
        }
        Optional<ProcessExit> lost = Optional.empty();
        if (living.isEmpty()) {
            Strays.killAgent(
                    controlSocket, member.session(), session.pid(), view.get().nativeSession());
            lost = Optional.of(new ProcessExit.Unknown("its session was gone when the run was resumed"));
        }
        Started started = new Started(
                view.get().incarnation(),
                session,
                new Watched(
                        directory.worker(member.session()),
                        folder(member),
                        variables(member, choice),
                        view.get().nativeSession(),
                        session.pid(),
                        Path.of(view.get().eventLog())),
                0);
        return Optional.of(
                new Adoption(started, view.get().nativeSession(), view.get().ready(), lost));
    }

    /** Returns the conversation of a program that is gone, if its CLI has kept enough of it to go on with. */
    Optional<String> kept(Team.Member member, Choice choice, Optional<String> conversation) {
        return conversation.filter(id -> choice.provider()
                .keeps(new Watched(
                        directory.worker(member.session()),
                        folder(member),
                        variables(member, choice),
                        id,
                        0,
                        Path.of("none"))));
    }

    private Path tokenFile(Team.Member member) {
        return directory.worker(member.session()).resolve("token");
    }

    /**
     * Starts the next incarnation of the session.
     *
     * @param resumed the agent's own id of a conversation to go on with; empty for a new one
     */
    Started start(Team.Member member, Choice choice, Optional<String> resumed) throws InterruptedException {
        int incarnation = ledger.read(state ->
                state.worker(member.session()).map(WorkerView::incarnation).orElse(0) + 1);
        String conversation = resumed.orElseGet(() -> UUID.randomUUID().toString());
        LaunchRequest request = request(member, choice, incarnation, conversation, resumed.isPresent());
        LaunchPlan plan = choice.provider().plan(request);
        ledger.append(new RunEvent.WorkerStarting(
                member.session(),
                incarnation,
                choice.provider().name(),
                choice.because(),
                conversation,
                plan.eventLog().toString()));
        plan.notes()
                .forEach(note -> ledger.append(
                        new RunEvent.Noted(RunEvent.Level.WARNING, "%s: %s".formatted(member.session(), note))));
        write(plan.files());
        clearTheWay(member);
        long heardFrom = length(plan.eventLog());
        GuestFiles.place(request.home(), plan.guests());
        Session session = terminal.start(new SessionSpec(
                member.session().value(),
                plan.argv(),
                request.directory(),
                plan.environment(),
                COLUMNS,
                ROWS,
                RunGroup.open(directory).map(ControlGroup::joining)));
        ledger.append(new RunEvent.WorkerStarted(
                member.session(), incarnation, session.name(), session.pane(), session.pid()));
        return new Started(
                incarnation,
                session,
                new Watched(
                        request.home(),
                        request.directory(),
                        plan.environment(),
                        conversation,
                        session.pid(),
                        plan.eventLog()),
                heardFrom);
    }

    private static long length(Path log) {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read %s: %s".formatted(log, Reasons.of(e)), "", e);
        }
    }

    /** The terminal may not know yet that an earlier program is gone, and would start no other one under its name. */
    private void clearTheWay(Team.Member member) throws InterruptedException {
        for (Session earlier : terminal.list()) {
            if (earlier.name().equals(member.session().value())) {
                terminal.kill(earlier);
            }
        }
    }

    private Map<String, String> variables(Team.Member member, Choice choice) {
        Map<String, String> variables = new HashMap<>(environment.apply(choice.provider()));
        variables.putAll(member.profile().environment());
        return variables;
    }

    private Path folder(Team.Member member) {
        return member.profile().workdir().map(workingDirectory::resolve).orElse(workingDirectory);
    }

    private LaunchRequest request(
            Team.Member member, Choice choice, int incarnation, String conversation, boolean resume) {
        Path home = directory.worker(member.session());
        String token = tokens.issue(member.address(), incarnation);
        try {
            RunDirectory.privateFolder(home);
            writePrivately(tokenFile(member), token);
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot write to the folder %s: %s".formatted(home, Reasons.of(e)), "", e);
        }
        Map<String, String> variables = variables(member, choice);
        variables.put("CAO_RUN", directory.run().value());
        variables.put(Strays.WORKER, member.session().value());
        variables.put(Strays.MARK, controlSocket.toString());
        variables.put("CAO_TOKEN", token);
        return new LaunchRequest(
                member.session(),
                member.profile(),
                caoCommand,
                folder(member),
                home,
                directory.longTexts(),
                conversation,
                resume,
                variables);
    }

    private static void write(Map<Path, String> files) {
        files.forEach((file, content) -> {
            try {
                Optional<Path> folder = Optional.ofNullable(file.getParent());
                if (folder.isPresent()) {
                    PrivateFiles.createDirectory(folder.get());
                }
                writePrivately(file, content);
            } catch (IOException e) {
                throw new CaoException(ExitStatus.LOST, "cannot write %s: %s".formatted(file, Reasons.of(e)), "", e);
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
