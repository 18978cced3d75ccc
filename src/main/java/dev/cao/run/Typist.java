package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.EventTail;
import dev.cao.agent.InputBox;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.domain.ShortText;
import dev.cao.io.NamedPipe;
import dev.cao.io.Reasons;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.Presence;
import dev.cao.terminal.Screen;
import dev.cao.terminal.Session;
import dev.cao.terminal.SessionGoneException;
import dev.cao.terminal.TerminalRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Types into one agent's pane, by the manners that its provider knows. For the worker's thread. */
final class Typist {
    /** A person who pressed a key in the pane so recently may be about to type more. */
    private static final Duration ACTIVE = Duration.ofSeconds(5);

    private static final int MAX_SUBMITS = 3;
    private static final int MAX_PASTES = 2;
    /** Looks, some seconds apart, at an agent that shows that it works: its receipt is late on a loaded machine. */
    private static final int MAX_BUSY = 20;
    /** Looks at a screen that tells nothing: it may be half drawn, or be that of an agent which has only just come up. */
    private static final int MAX_UNCLEAR = 8;
    /**
     * Looks at an empty box before a text counts as lost. A loaded machine shows late what it was given, and a text that is
     * pasted once more then is there twice.
     */
    private static final int LOST = 3;

    /** What stands in the box must stand there so long before keys take it out: the screen may be an old one. */
    private static final Duration SURE = Duration.ofSeconds(2);
    /** Some agents leave when the key that empties a box comes twice. */
    private static final Duration APART = Duration.ofSeconds(5);

    private static final int COMPARED = 24;
    private static final int LAST_WORDS = 5;

    private final AgentProvider provider;
    private final TerminalRuntime terminal;
    /**
     * What the keys for the last dialog leave in the input box, should a person have closed it a moment before they came;
     * empty for nothing.
     */
    private String stray = "";

    /** When what cao typed before may be taken out of the box; empty while it was not seen there. */
    private Optional<Instant> removal = Optional.empty();

    Typist(AgentProvider provider, TerminalRuntime terminal) {
        this.provider = provider;
        this.terminal = terminal;
    }

    /** What to do about a text without a receipt. */
    enum Next {
        WAIT,
        SUBMIT,
        PASTE,
        GIVE_UP
    }

    /**
     * Returns why one should not type now, for people; empty when nothing is in the way.
     *
     * @param ours what cao typed last: if that stands in the box again, it is removed
     * @param profile whose user has agreed to the answers of certain dialogs: these are given
     */
    String obstacle(Session session, Instant now, String ours, WorkerProfile profile) throws InterruptedException {
        Presence presence = terminal.presence(session);
        if (presence.clients() > 0
                && presence.lastInput()
                        .filter(last -> last.isAfter(now.minus(ACTIVE)))
                        .isPresent()) {
            return "a person types in the pane";
        }
        Screen screen = terminal.capture(session, 0);
        return switch (provider.box(screen)) {
            case InputBox.Draft(String visible) -> {
                if ((!ours.isEmpty() && holds(visible, ours)) || isStray(visible)) {
                    yield removed(session, now);
                }
                removal = Optional.empty();
                yield "a draft stands in the input box: " + shortened(visible);
            }
            case InputBox.Empty _ -> {
                removal = Optional.empty();
                yield "";
            }
            case InputBox.Unreadable _ -> closed(session, screen, profile);
        };
    }

    /** The key that empties a box makes some CLIs leave when it is empty, which an agent that lags behind shows late. */
    private String removed(Session session, Instant now) throws InterruptedException {
        Instant due = removal.orElse(now.plus(SURE));
        removal = Optional.of(due);
        if (now.isBefore(due)) {
            return "what cao typed before seems to stand in the input box again";
        }
        removal = Optional.of(now.plus(APART));
        stray = "";
        terminal.press(session, provider.composer().clear());
        return "what cao typed before stands in the input box again, and is removed";
    }

    /** No key of ours may answer what the agent asks, also where it says that it is idle. */
    private String closed(Session session, Screen screen, WorkerProfile profile) throws InterruptedException {
        if (!(provider.sight(screen) instanceof AgentProvider.Sight.Dialog dialog)) {
            return "";
        }
        if (dialog.consented().isPresent() && provider.consents(profile, dialog)) {
            terminal.press(session, dialog.consented().get().keys());
            return "a dialog is open (%s), and is closed".formatted(dialog.name());
        }
        return dialog.on() == Wait.DIALOG ? "" : "its screen shows that it asks: " + dialog.name();
    }

    /** Tells whether a terminal is attached to the session. */
    boolean isWatched(Session session) throws InterruptedException {
        return terminal.presence(session).clients() > 0;
    }

    private boolean isStray(String visible) {
        return !stray.isEmpty() && visible.strip().replace(stray, "").isEmpty();
    }

    AgentProvider.Sight sight(Session session) throws InterruptedException {
        return provider.sight(terminal.capture(session, 0));
    }

    void paste(Session session, String text) throws InterruptedException {
        terminal.paste(session, text, provider.composer().limits());
    }

    void submit(Session session) throws InterruptedException {
        stray = "";
        terminal.press(session, provider.composer().submit());
    }

    /** @param home the agent's own folder in the run's directory */
    void interrupt(Session session, Path home) throws InterruptedException {
        Optional<AgentProvider.Reply.Drop> better = provider.interruption(home);
        if (better.isPresent()) {
            drop(better.get().file(), better.get().content());
        } else {
            terminal.press(session, provider.interruptKeys(terminal.capture(session, 0)));
        }
    }

    /** Empties the box, if anything stands in it that is not on its way out already. */
    void clear(Session session) throws InterruptedException {
        if (removal.isEmpty() && provider.box(terminal.capture(session, 0)) instanceof InputBox.Draft) {
            terminal.press(session, provider.composer().clear());
        }
    }

    /** @param log where the agent's events are, for an answer that goes by a pipe */
    void reply(Session session, AgentProvider.Reply reply, Path log) throws InterruptedException {
        switch (reply) {
            case AgentProvider.Reply.Pipe(Path pipe, String line, String record) -> {
                if (NamedPipe.write(pipe, line)) {
                    EventTail.append(log, record);
                }
            }
            case AgentProvider.Reply.Drop(Path file, String content) -> drop(file, content);
            case AgentProvider.Reply.Append(Path file, String line) -> EventTail.append(file, line);
            case AgentProvider.Reply.Press(List<Key> keys) -> {
                stray = keys.stream().map(Key::inserted).collect(Collectors.joining());
                terminal.press(session, keys);
            }
            case AgentProvider.Reply.Select(String choice) -> {
                List<Key> step = provider.step(terminal.capture(session, 0), choice);
                if (!step.isEmpty()) {
                    terminal.press(session, step);
                }
            }
            case AgentProvider.Reply.Type(String text) -> {
                paste(session, text);
                submit(session);
            }
        }
    }

    /** Looks whether the text still stands in the box. Nothing is pressed where the agent may be emptying it just now. */
    Next look(Session session, Delivery delivery) throws InterruptedException {
        Screen screen = terminal.capture(session, 0);
        AgentProvider.Sight sight = provider.sight(screen);
        if (sight instanceof AgentProvider.Sight.Busy && delivery.waits() < MAX_BUSY) {
            return Next.WAIT;
        }
        Next unclear = delivery.waits() < MAX_UNCLEAR ? Next.WAIT : Next.GIVE_UP;
        return switch (provider.box(screen)) {
            case InputBox.Draft(String visible) -> {
                Next again = delivery.submits() < MAX_SUBMITS ? Next.SUBMIT : Next.GIVE_UP;
                yield holds(visible, delivery.typed()) ? again : unclear;
            }
            case InputBox.Empty _ -> {
                boolean told = !(sight instanceof AgentProvider.Sight.Unknown);
                boolean sure = delivery.waits() >= (told ? LOST : MAX_UNCLEAR);
                boolean lost = delivery.pastes() < MAX_PASTES && !provider.showsSubmitted(screen, delivery.typed());
                yield !sure ? Next.WAIT : lost ? Next.PASTE : Next.GIVE_UP;
            }
            case InputBox.Unreadable _ -> unclear;
        };
    }

    /** A long text is cut or collapsed in the box, so that only its beginning can be compared. */
    private static boolean holds(String visible, String typed) {
        String seen = visible.strip();
        String start = typed.strip().lines().findFirst().orElse("").strip();
        return seen.startsWith("[Pasted") || seen.startsWith(shortened(start)) || start.startsWith(seen);
    }

    /** Tells whether the file has the line already. */
    static boolean holds(AgentProvider.Reply.Append handover) {
        try {
            return Files.exists(handover.file())
                    && Files.readAllLines(handover.file()).contains(handover.line());
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot read %s: %s".formatted(handover.file(), Reasons.of(e)), "", e);
        }
    }

    private static void drop(Path file, String content) {
        try {
            Path unready = file.resolveSibling("." + file.getFileName());
            WorkerLauncher.writePrivately(unready, content);
            Files.move(unready, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot write %s: %s".formatted(file, Reasons.of(e)), "", e);
        }
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return ShortText.beginning(line, COMPARED);
    }

    /** Returns what stands last on the screen of a program that ended; empty when it cannot be seen any more. */
    String lastWords(Session session) throws InterruptedException {
        try {
            Screen screen = terminal.capture(session, 0);
            List<String> lines =
                    screen.lines().stream().filter(line -> !line.isBlank()).toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (SessionGoneException _) {
            return "";
        }
    }
}
