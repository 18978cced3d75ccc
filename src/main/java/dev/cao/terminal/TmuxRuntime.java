package dev.cao.terminal;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.ProcessExit;
import dev.cao.io.PrivateFiles;
import dev.cao.io.ProcessTree;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sessions in a tmux server of the run's own. {@link ControlClient} carries the commands, {@link Typist} types,
 * {@link ExitWatch} learns of ends, {@link StartScript} is what a pane runs. A person may rename, move, split and resize
 * what they see: only pane ids and the options that we set on panes count. tmux's {@code switch-client} does not reach
 * from one server to another, so a person inside of another tmux gets this one nested.
 *
 * <p>Safe for many threads. {@code startLock} keeps names unique while a session is made.
 */
public final class TmuxRuntime implements TerminalRuntime {
    /** A program that is told to hang up and still lives after this is killed. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(2);

    private static final Duration SERVER_END = Duration.ofSeconds(5);

    private final ReentrantLock startLock = new ReentrantLock();
    private final TmuxPlace place;
    private final TmuxServer server;
    private final SessionTable table = new SessionTable();
    private final ControlClient client;
    private final Typist typist;
    private final ExitWatch watch;
    private volatile boolean down;

    private TmuxRuntime(TmuxPlace place, Listener listener) {
        this.place = place;
        this.server = new TmuxServer(place);
        this.client = new ControlClient(server, this::notice, this::connectionEnded);
        this.typist = new Typist(client);
        this.watch = new ExitWatch(client, table, listener);
    }

    /**
     * Starts a server.
     *
     * @throws CaoException USAGE, if one lives at this place already, or none can be started
     */
    public static TmuxRuntime start(TmuxPlace place, Listener listener) throws InterruptedException {
        if (lives(place.socket().socket())) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "a tmux server lives on " + place.socket().socket() + " already",
                    "End it: tmux -S " + place.socket().socket() + " kill-server");
        }
        try {
            PrivateFiles.createDirectory(place.directory());
            Files.deleteIfExists(place.configFile());
            PrivateFiles.writeNew(place.configFile(), TmuxConfig.text(place.label()), false);
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "tmux's start file cannot be written: " + Reasons.of(e),
                    "Check that " + place.directory() + " is yours and that the disk is not full.",
                    e);
        }
        return open(place, listener, true);
    }

    /**
     * Connects to the server of an earlier process of ours; ends that happened meanwhile are told to the listener.
     *
     * @throws CaoException LOST, if there is none
     */
    public static TmuxRuntime connect(TmuxPlace place, Listener listener) throws InterruptedException {
        return open(place, listener, false);
    }

    private static TmuxRuntime open(TmuxPlace place, Listener listener, boolean create) throws InterruptedException {
        TmuxRuntime runtime = new TmuxRuntime(place, listener);
        runtime.client.connect(create);
        runtime.watch.start();
        return runtime;
    }

    @Override
    public Session start(SessionSpec spec) throws InterruptedException {
        startLock.lockInterruptibly();
        try {
            PaneList panes = panes();
            for (PaneRow row : panes.rows()) {
                if (row.session().name().equals(spec.name())) {
                    if (row.exit().isEmpty()) {
                        throw new CaoException(ExitStatus.USAGE, "a session named " + spec.name() + " lives", "");
                    }
                    end(row, panes);
                }
            }
            Path script = place.directory().resolve("start-" + UUID.randomUUID() + ".sh");
            StartScript.write(script, spec);
            Session session = create(spec, panes.freeName(spec.name()), script);
            table.add(session);
            watch.wake();
            return session;
        } finally {
            startLock.unlock();
        }
    }

    /** Makes the session, names its pane and opens its output in one step: tmux reads nothing of the program before. */
    private Session create(SessionSpec spec, String tmuxName, Path script) throws InterruptedException {
        String target = " -t " + TmuxQuote.quote("=" + tmuxName + ":") + " ";
        Path outputs = place.directory().resolve(TmuxPlace.fileName(spec.name()) + "-");
        String pipe = PaneOutput.keptIn(TmuxQuote.literal(ShellQuote.quote(outputs.toString())) + "#{pane_pid}.out");
        String line = "new-session -d -P -F '#{pane_id} #{pane_pid}' -c / -s " + TmuxQuote.quote(tmuxName) + " -n "
                + TmuxQuote.quote(tmuxName) + " -x " + spec.columns() + " -y " + spec.rows() + " /bin/sh "
                + TmuxQuote.quote(script.toString())
                + " ; set-option -p" + target + "@cao_name " + TmuxQuote.quote(spec.name())
                + " ; set-option -pF" + target + "@cao_pid '#{pane_pid}'"
                + " ; pipe-pane" + target + TmuxQuote.quote(pipe);
        try {
            Reply reply = client.requestOnce(line);
            // %3 4711
            String[] ids = String.join("", reply.lines(0)).split(" ");
            if (!reply.ok() || ids.length != 2) {
                throw new CaoException(ExitStatus.LOST, "tmux cannot start " + spec.name() + ": " + reply.error(), "");
            }
            return new Session(spec.name(), ids[0], Long.parseLong(ids[1]));
        } catch (ConnectionLostException _) {
            Optional<Session> made = panes().rows().stream()
                    .map(PaneRow::session)
                    .filter(session -> session.name().equals(spec.name()))
                    .findFirst();
            return made.isPresent() ? made.get() : create(spec, tmuxName, script);
        }
    }

    @Override
    public List<Session> list() throws InterruptedException {
        return panes().rows().stream()
                .filter(row -> row.processId() == row.session().pid())
                .map(PaneRow::session)
                .sorted(Comparator.comparing(Session::name))
                .toList();
    }

    @Override
    public void paste(Session session, String text, PasteLimits limits) throws InterruptedException {
        if (!typist.paste(session, PasteText.split(PasteText.clean(text), limits))) {
            throw gone(session);
        }
    }

    @Override
    public void press(Session session, List<Key> keys) throws InterruptedException {
        if (!keys.isEmpty() && !typist.press(session, keys)) {
            throw gone(session);
        }
    }

    @Override
    public Screen capture(Session session, int scrollbackLines) throws InterruptedException {
        Reply reply = client.request(ScreenReader.commands(session.pane(), scrollbackLines));
        if (!reply.ok() || ScreenReader.processId(reply) != session.pid()) {
            throw gone(session);
        }
        return ScreenReader.read(reply);
    }

    @Override
    public Path output(Session session) {
        return place.output(session);
    }

    @Override
    public Optional<ProcessExit> exit(Session session) throws InterruptedException {
        Optional<ProcessExit> known = table.exit(session);
        if (known.isPresent()) {
            return known;
        }
        Optional<PaneRow> row = panes().find(session);
        return row.isPresent() ? row.get().exit() : Optional.of(new ProcessExit.Unknown("its session was closed"));
    }

    @Override
    public Presence presence(Session session) throws InterruptedException {
        Reply reply = client.request("display-message -p -t " + session.pane() + " '#{pane_pid} #{pane_in_mode}'"
                + " ; list-clients -t " + session.pane() + " -F '#{client_control_mode} #{client_activity}'");
        String[] facts = String.join("", reply.lines(0)).split(" ");
        if (!reply.ok() || !facts[0].equals(Long.toString(session.pid()))) {
            throw gone(session);
        }
        List<Instant> people = reply.lines(1).stream()
                .filter(line -> line.startsWith("0 "))
                .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(2))))
                .toList();
        return new Presence(people.size(), people.stream().max(Comparator.naturalOrder()), !facts[1].equals("0"));
    }

    @Override
    public void signal(Session session, String signal) throws InterruptedException {
        Optional<PaneRow> row = panes().find(session);
        if (row.isEmpty() || row.get().dead() || !ProcessTree.signalForeground(session.pid(), signal)) {
            throw gone(session);
        }
    }

    @Override
    public void kill(Session session) throws InterruptedException {
        PaneList panes = panes();
        Optional<PaneRow> row = panes.find(session);
        if (row.isPresent()) {
            end(row.get(), panes);
            watch.wake();
        }
        typist.forget(session);
    }

    /** Ends the tmux session of a pane, or only the pane where a person has put other workers beside it. */
    private void end(PaneRow row, PaneList panes) throws InterruptedException {
        ProcessTree tree = tree(row);
        boolean shared = panes.rows().stream()
                .anyMatch(other -> !other.equals(row) && other.tmuxSession().equals(row.tmuxSession()));
        client.request(shared ? "kill-pane -t " + row.session().pane() : "kill-session -t " + row.tmuxSession());
        tree.end(KILL_PATIENCE);
        // What the program was about to start when it was looked at.
        ProcessTree.orphansOf(row.processId()).killAfter(Duration.ZERO);
    }

    private static ProcessTree trees(List<PaneRow> rows) {
        Map<Boolean, Set<Long>> byEnd =
                rows.stream().collect(partitioningBy(PaneRow::dead, mapping(PaneRow::processId, toSet())));
        return ProcessTree.ofAll(byEnd.getOrDefault(false, Set.of()), byEnd.getOrDefault(true, Set.of()));
    }

    private static ProcessTree tree(PaneRow row) {
        Optional<ProcessHandle> root = row.dead() ? Optional.empty() : ProcessHandle.of(row.processId());
        return root.map(ProcessTree::of).orElseGet(() -> ProcessTree.orphansOf(row.processId()));
    }

    @Override
    public List<String> attachCommand(Session session) {
        return server.attachCommand(session);
    }

    @Override
    public void shutdown() throws InterruptedException {
        if (down) {
            return;
        }
        watch.stop();
        List<ProcessTree> trees = new ArrayList<>();
        if (client.lost().isEmpty()) {
            killServer(trees);
        }
        if (trees.isEmpty()) {
            table.processes().forEach(process -> trees.add(ProcessTree.of(process)));
        }
        client.close();
        if (client.process().isPresent()) {
            ProcessTree.only(client.process().get()).killAfter(SERVER_END);
        }
        trees.stream().reduce(ProcessTree::and).orElse(ProcessTree.none()).end(KILL_PATIENCE);
        removeFiles();
        down = true;
    }

    private void killServer(List<ProcessTree> trees) throws InterruptedException {
        try {
            List<PaneRow> rows = panes().rows();
            if (!rows.isEmpty()) {
                trees.add(trees(rows));
            }
            client.requestOnce("kill-server");
        } catch (ConnectionLostException | CaoException _) {
            // It went while it was asked, which is what was wanted; the caller makes sure of its process.
            return;
        }
    }

    private void removeFiles() {
        try (var files = Files.newDirectoryStream(place.directory(), "start-*.sh")) {
            for (Path script : files) {
                Files.deleteIfExists(script);
            }
            Files.deleteIfExists(place.configFile());
            place.socket().remove();
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.FAULT,
                    "tmux's files in " + place.directory() + " cannot be removed: " + Reasons.of(e),
                    "",
                    e);
        }
    }

    @Override
    public void close() {
        watch.abandon();
        client.close();
    }

    private PaneList panes() throws InterruptedException {
        return PaneList.read(client.request(PaneList.COMMANDS));
    }

    private SessionGoneException gone(Session session) throws InterruptedException {
        return new SessionGoneException(
                session, exit(session).orElseGet(() -> new ProcessExit.Unknown("its terminal is closed")));
    }

    private void notice(String line) {
        if (line.equals(TmuxServer.EXIT_NOTICE)
                || line.startsWith("%subscription-changed")
                || line.startsWith("%sessions-changed")
                || line.startsWith("%unlinked-window-close")) {
            watch.wake();
        }
    }

    private void connectionEnded() {
        watch.wake();
    }

    /** Tells whether a server serves that socket. */
    public static boolean lives(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return Files.exists(socket) && channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException _) {
            return false;
        }
    }
}
