package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.EventTail;
import dev.cao.agent.FactReader;
import dev.cao.agent.LiveStatus;
import dev.cao.agent.Observer;
import dev.cao.agent.StatusTracker;
import dev.cao.agent.TypingGuard;
import dev.cao.domain.AgentStatus;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.WorkerName;
import dev.cao.profile.WorkerProfile;
import dev.cao.profile.WorkerProfile.OnRestart;
import dev.cao.terminal.Session;
import dev.cao.terminal.SessionGoneException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One start of a worker's agent: its pane, its facts, and how long it may be silent. For the worker's thread. */
final class Incarnation {
    /** No agent CLI measured took over 5 s to its input box; a slow machine gets twelve times that. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** Dialogs at the start tell nobody that they are open: the screen is looked at so often until it takes input. */
    private static final Duration START_LOOK = Duration.ofMillis(300);
    /** After keys for a dialog its screen is given time to change, so that no key meets another dialog. */
    private static final Duration AFTER_KEYS = Duration.ofSeconds(1);
    /** An agent tells of an interruption before it draws what it puts back into its input box; no event tells of that. */
    private static final Duration PUTS_BACK = Duration.ofSeconds(2);
    /** How long an interrupted agent may take to be ready again before it is killed. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** The line of the event log by which cao notes that it saw an input box, where no event of the CLI tells. */
    private static final String READY_ON_SCREEN = "{\"cao\":\"ready on screen\"}";

    private final WorkerLauncher.Started started;
    private final EventTail tail;
    private final StatusTracker tracker;
    private final FactReader reader;
    private final Observer observer;
    private final TypingGuard guard;
    private final WorkerTools tools;
    private final Runnable wake;
    private final Set<Path> folders = new HashSet<>();
    private Instant nextLook;
    private Instant startDeadline;
    private final Silence silence;
    private Instant stopDeadline = Instant.MAX;
    private Instant lastEvent;
    private Instant boxSettled = Instant.MIN;
    private Instant lastLook = Instant.MIN;
    private boolean spoken;
    private boolean goesOn;

    /** @param wake called when the agent's own files changed, on another thread */
    Incarnation(WorkerLauncher.Started started, AgentProvider provider, WorkerTools tools, Runnable wake) {
        Instant now = tools.time().now();
        this.started = started;
        this.tail = new EventTail(started.files().eventLog());
        this.tail.skipTo(started.heardFrom());
        this.tracker = new StatusTracker(now);
        this.reader = provider.reader();
        this.observer = provider.observer(started.files());
        this.guard = provider.guard(started.files().home());
        this.tools = tools;
        this.wake = wake;
        this.silence = new Silence(tools.terminal().output(started.session()), Silence.DOUBTFUL, Silence.HOPELESS);
        this.startDeadline = now.plus(START_LIMIT);
        this.nextLook = now.plus(START_LOOK);
        this.lastEvent = now;
    }

    int number() {
        return started.incarnation();
    }

    private WorkerName worker() {
        return new WorkerName(session().name());
    }

    Session session() {
        return started.session();
    }

    Path eventLog() {
        return started.files().eventLog();
    }

    AgentStatus status() {
        return tracker.status();
    }

    LiveStatus now() {
        return tracker.now();
    }

    /** A fact, and how many bytes stand before it in the agent's event log. */
    record Seen(AgentFact fact, long offset) {}

    /** Returns where a text would be typed now. */
    TaskDesk.Place place() {
        return new TaskDesk.Place(number(), tail.position(), goesOn);
    }

    /** Returns what the agent wrote since the last call. */
    List<Seen> newFacts() throws InterruptedException {
        try {
            observe();
            List<Seen> facts = new ArrayList<>();
            for (EventTail.Line line : tail.newLines()) {
                Instant now = tools.time().now();
                List<AgentFact> said = line.text().equals(READY_ON_SCREEN)
                        ? List.of(new AgentFact.Ready(now))
                        : reader.read(line.text(), now);
                said.forEach(fact -> facts.add(new Seen(fact, line.offset())));
            }
            return facts;
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST,
                    "cannot read the events of worker %s: %s"
                            .formatted(session().name(), e.getMessage()),
                    "",
                    e);
        }
    }

    /** What the agent's own files say becomes part of its event log. */
    private void observe() throws IOException, InterruptedException {
        for (Path folder : observer.folders()) {
            if (folders.add(folder)) {
                tools.watch().add(folder, wake);
            }
        }
        List<String> lines = new ArrayList<>(observer.look(tools.time().now()));
        if (observer.watchesScreen()) {
            lines.addAll(screen());
        }
        lines.forEach(line -> EventTail.append(started.files().eventLog(), line));
    }

    private List<String> screen() throws InterruptedException {
        try {
            return observer.look(
                    tools.terminal().capture(session(), 0), tools.time().now());
        } catch (SessionGoneException _) {
            // That it ended is told elsewhere.
            return List.of();
        }
    }

    /** From now until {@link #typed} no permission request of the agent can come up. */
    void typing() {
        tools.holds().hold(worker());
        guard.hold();
    }

    void typed() {
        guard.release();
        tools.holds().release(worker());
    }

    void interrupt(Typist typist) throws InterruptedException {
        typist.interrupt(session(), started.files().home());
    }

    void reply(AgentProvider.Reply reply, Typist typist) throws InterruptedException {
        nextLook = tools.time().now().plus(AFTER_KEYS);
        typist.reply(session(), reply, started.files().eventLog());
    }

    /** Tells whether it is still coming up, and its screen should be looked at. */
    boolean looksDue(Instant now) {
        boolean due = !startDeadline.equals(Instant.MAX) && !now.isBefore(nextLook);
        if (due) {
            nextLook = now.plus(START_LOOK);
        }
        return due;
    }

    /** Its screen shows that it takes input, for the first time. */
    void readyOnScreen() {
        EventTail.append(started.files().eventLog(), READY_ON_SCREEN);
        nextLook = Instant.MAX;
        wake.run();
    }

    /** It waits for a person before it can take input. */
    void startsLater(Instant deadline) {
        tools.stagger().leave(worker());
        startDeadline = deadline;
    }

    /** It was started with a conversation that is there already. */
    void goesOn() {
        spoken = true;
        goesOn = true;
    }

    /**
     * Returns the agent's id of its conversation, for the next start to go on with; empty if nothing was said in it, it
     * could not be taken up, or the profile wants another.
     */
    Optional<String> conversation(WorkerProfile profile) {
        boolean wanted = profile.onRestart() == OnRestart.CONTINUE && !profile.fresh();
        boolean takenUp = wanted && startDeadline.equals(Instant.MAX);
        return spoken && takenUp ? Optional.of(started.files().conversation()) : Optional.empty();
    }

    /** Returns when its input box holds whatever an interruption puts back into it; in the past when that is long ago. */
    Instant boxSettled() {
        return boxSettled;
    }

    void take(AgentFact fact) {
        if (fact instanceof AgentFact.Interrupted) {
            boxSettled = tools.time().now().plus(PUTS_BACK);
        }
        spoken |= fact instanceof AgentFact.PromptTaken;
        lastEvent = fact.at().isAfter(lastEvent) ? fact.at() : lastEvent;
        tracker.take(fact);
    }

    void turnIsAPersons() {
        tracker.turnIsAPersons();
    }

    /** It takes input. Returns whether that is the first time. */
    boolean becameReady() {
        boolean first = !startDeadline.equals(Instant.MAX);
        startDeadline = Instant.MAX;
        stopDeadline = Instant.MAX;
        return first;
    }

    /** Its turn is being stopped; it must be ready again in time. */
    void stopping(Instant now) {
        if (stopDeadline.equals(Instant.MAX)) {
            stopDeadline = now.plus(STOP_LIMIT);
        }
    }

    Instant nextDeadline() {
        Instant next = startDeadline.isBefore(stopDeadline) ? startDeadline : stopDeadline;
        Instant look = silenceCounts() ? silence.nextLook(lastEvent, lastLook) : Instant.MAX;
        next = earlier(next, look);
        next = earlier(next, startDeadline.equals(Instant.MAX) ? Instant.MAX : nextLook);
        return earlier(next, observer.nextLook());
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private boolean silenceCounts() {
        boolean works = tracker.status() == AgentStatus.WORKING || tracker.status() == AgentStatus.UNKNOWN;
        return works && stopDeadline.equals(Instant.MAX);
    }

    /** Looks for signs of life of a working agent. Returns whether there is no hope left. */
    boolean listen(Instant now) {
        if (!silenceCounts()) {
            return false;
        }
        lastLook = now;
        Instant sign = silence.lastSign(lastEvent);
        if (silence.isDoubtful(sign, now)) {
            tracker.silent(sign);
        } else {
            tracker.heardAgain(sign);
        }
        lastEvent = sign;
        return silence.isHopeless(sign, now);
    }

    /** Returns why it is believed to hang; empty while it may still come. */
    Optional<String> stuck(Instant now) {
        if (!now.isBefore(startDeadline)) {
            return Optional.of("did not take input within %d s of its start".formatted(START_LIMIT.toSeconds()));
        }
        if (!now.isBefore(stopDeadline)) {
            return Optional.of("did not come back within %d s of being interrupted".formatted(STOP_LIMIT.toSeconds()));
        }
        return Optional.empty();
    }

    void gone(ProcessExit exit, Instant now) {
        guard.abandon();
        tools.stagger().leave(worker());
        tools.holds().release(worker());
        GuestFiles.remove(started.files().home());
        tracker.gone(exit, now);
    }
}
