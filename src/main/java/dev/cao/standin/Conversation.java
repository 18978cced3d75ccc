package dev.cao.standin;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lasts from the first event of the session to its last: its log, its history and its way to the control socket. */
record Conversation(Voice voice, EventHistory history) {
    /** How long the last events may take to reach the control socket; the log has them anyway. */
    private static final long LAST_EVENTS_MS = 300;

    /** Opens the session and tells its start; what an earlier process left unfinished is told as broken off. */
    static Conversation open(Options options, Map<String, String> environment, Mailbox mailbox, Time time) {
        HookChannel channel = channel(environment, mailbox);
        if (channel != null) {
            channel.start();
        }
        Path path = options.events();
        EventHistory history = Files.exists(path) ? EventHistory.read(path, options.session()) : EventHistory.NONE;
        check(options, history);
        EventLog log = EventLog.open(path, options.session(), time, history);
        Voice voice = new Voice(log, channel);
        voice.tell(AgentEvent.sessionStart(
                options.resume(), ProcessHandle.current().pid(), version(), options.name()));
        for (String prompt : history.unfinished()) {
            voice.tell(AgentEvent.interrupted(prompt));
        }
        return new Conversation(voice, history);
    }

    /** Lets the last events out. */
    void close() throws InterruptedException {
        voice.close(LAST_EVENTS_MS);
    }

    private static void check(Options options, EventHistory history) {
        if (options.resume() && !history.known()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "there is no conversation " + options.session() + " in " + options.events(),
                    "Leave out --resume to begin it, or name its event log with --events FILE.");
        }
        if (!options.resume() && history.known()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "the conversation " + options.session() + " is already in " + options.events(),
                    "Go on with it by --resume, or choose another --session ID.");
        }
        Path directory = options.events().toAbsolutePath().getParent();
        if (!options.eventsGiven() && directory != null) {
            createDirectory(directory);
        }
    }

    private static void createDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot create the directory " + directory + ": " + e,
                    "Set CAO_HOME to a directory that you may write, or use --events FILE.",
                    e);
        }
    }

    private static @Nullable HookChannel channel(Map<String, String> environment, Mailbox mailbox) {
        String socket = environment.getOrDefault("CAO_CONTROL", "");
        String token = environment.getOrDefault("CAO_TOKEN", "");
        return socket.isEmpty() || token.isEmpty() ? null : new HookChannel(Path.of(socket), token, mailbox);
    }

    private static String version() {
        String version = StandInAgent.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
