package dev.cao.agent;

import dev.cao.agent.LiveStatus.Evidence;
import dev.cao.domain.AgentStatus;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent.Wait;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Decides one agent's status from its facts. Not thread-safe: one tracker, one worker thread. */
public final class StatusTracker {
    private static final int REMEMBERED = 6;

    private final Deque<Evidence> evidence = new ArrayDeque<>();
    private AgentStatus status = AgentStatus.STARTING;
    private String detail = "";

    public StatusTracker(Instant startedAt) {
        remember("its process was started", startedAt);
    }

    /** Takes the next fact in. */
    public void take(AgentFact fact) {
        switch (fact) {
            case AgentFact.Ready ready -> is(AgentStatus.IDLE, "", "it said that it takes input", ready.at());
            case AgentFact.PromptTaken taken -> {
                if (taken.queued()) {
                    remember("it queued a prompt", taken.at());
                } else {
                    is(AgentStatus.WORKING, "", "it took prompt " + taken.prompt(), taken.at());
                }
            }
            case AgentFact.Working working ->
                is(AgentStatus.WORKING, working.what(), "it works: " + working.what(), working.at());
            case AgentFact.Waiting waiting ->
                is(
                        AgentStatus.BLOCKED,
                        word(waiting.on()) + ": " + waiting.detail(),
                        "it asks for a " + word(waiting.on()),
                        waiting.at());
            case AgentFact.WaitOver over ->
                is(AgentStatus.WORKING, "", "its request was answered: " + over.decision(), over.at());
            case AgentFact.TurnEnded ended -> {
                String how = ended.failure().isPresent() ? "failed" : "ended";
                is(
                        AgentStatus.WORKING,
                        ended.background().isEmpty() ? "finishing" : "background work",
                        "its turn " + ended.prompt() + " " + how,
                        ended.at());
            }
            case AgentFact.BackgroundEnded ended -> remember("background work ended: " + ended.work(), ended.at());
            case AgentFact.Interrupted interrupted ->
                is(AgentStatus.WORKING, "interrupted", "its turn was interrupted", interrupted.at());
            case AgentFact.Usage _ -> {
                // What it costs says nothing about what it does.
            }
            case AgentFact.SessionEnded ended ->
                is(AgentStatus.GONE, ended.reason(), "it said that it ends: " + ended.reason(), ended.at());
        }
    }

    /** Nothing was heard for too long while it worked. */
    public void silent(Instant since) {
        if (status == AgentStatus.WORKING) {
            is(AgentStatus.UNKNOWN, "no signal", "neither an event nor any output since then", since);
        }
    }

    /** It prints again. */
    public void heardAgain(Instant at) {
        if (status == AgentStatus.UNKNOWN) {
            is(AgentStatus.WORKING, "", "its terminal prints again", at);
        }
    }

    /** The turn under way is a person's, not ours. */
    public void turnIsAPersons() {
        detail = "person";
    }

    /** The process ended. */
    public void gone(ProcessExit exit, Instant at) {
        is(AgentStatus.GONE, exit.toString(), "its process ended with " + exit, at);
    }

    public LiveStatus now() {
        return new LiveStatus(status, detail, List.copyOf(evidence));
    }

    public AgentStatus status() {
        return status;
    }

    private void is(AgentStatus newStatus, String newDetail, String fact, Instant at) {
        status = newStatus;
        detail = newDetail;
        remember(fact, at);
    }

    private void remember(String fact, Instant at) {
        evidence.addFirst(new Evidence(fact, at));
        if (evidence.size() > REMEMBERED) {
            evidence.removeLast();
        }
    }

    private static String word(Wait on) {
        return on.name().toLowerCase(Locale.ROOT);
    }
}
