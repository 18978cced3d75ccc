package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.EventTail;
import dev.cao.agent.LiveStatus;
import dev.cao.agent.StatusTracker;
import dev.cao.domain.AgentStatus;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.ProcessExit;
import dev.cao.terminal.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One start of a worker's agent: its pane, its facts, and how long it may be silent. For the worker's thread. */
final class Incarnation {
    /** No agent CLI measured took over 5 s to its input box; a slow machine gets twelve times that. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** How long an interrupted agent may take to be ready again before it is killed. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final WorkerLauncher.Started started;
    private final AgentProvider provider;
    private final EventTail tail;
    private final StatusTracker tracker;
    private Instant startDeadline;
    private final Silence silence;
    private Instant stopDeadline = Instant.MAX;
    private Instant lastEvent;
    private Instant lastLook = Instant.MIN;

    Incarnation(WorkerLauncher.Started started, AgentProvider provider, WorkerSession.Tools tools) {
        Instant now = tools.time().now();
        this.started = started;
        this.provider = provider;
        this.tail = new EventTail(started.eventLog());
        this.tracker = new StatusTracker(now);
        this.silence = new Silence(tools.terminal().output(started.session()), Silence.DOUBTFUL, Silence.HOPELESS);
        this.startDeadline = now.plus(START_LIMIT);
        this.lastEvent = now;
    }

    int number() {
        return started.incarnation();
    }

    Session session() {
        return started.session();
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
        return new TaskDesk.Place(number(), tail.position());
    }

    /** Returns what the agent wrote since the last call. */
    List<Seen> newFacts() {
        try {
            List<Seen> facts = new ArrayList<>();
            for (EventTail.Line line : tail.newLines()) {
                provider.facts(line.text()).forEach(fact -> facts.add(new Seen(fact, line.offset())));
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

    void take(AgentFact fact) {
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
        return look.isBefore(next) ? look : next;
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
        tracker.gone(exit, now);
    }
}
