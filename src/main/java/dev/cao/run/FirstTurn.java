package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.domain.Address;
import dev.cao.domain.RunEvent;
import dev.cao.profile.WorkerProfile;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps the first text back from an agent that cannot do its part without cao's tools, until its CLI has connected them:
 * some take a prompt before that, and their model answers without. For the worker's thread.
 */
final class FirstTurn {
    /** A CLI that is asked for nothing else connects within a second; where it cannot, its agent may still say why. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** No event tells when a CLI makes use of a list that it has taken in. */
    private static final Duration TAKES_UP = Duration.ofMillis(500);

    private final Team.Member member;
    private final WorkerTools tools;
    private final boolean waits;
    /** The start of the agent that {@link #until} is of; 0 before the first. */
    private int incarnation;

    private Instant until = Instant.MIN;
    private boolean connected;
    /** The start whose first text need not wait any more. */
    private int free;

    FirstTurn(Team.Member member, AgentProvider provider, WorkerTools tools) {
        this.member = member;
        this.tools = tools;
        this.waits = provider.answersBeforeItsTools() && needsTools(member);
        if (waits) {
            tools.listed().await(member.session());
        }
    }

    private static boolean needsTools(Team.Member member) {
        return member.address().equals(Address.SUPERVISOR)
                || member.profile().delegates()
                || !(member.profile().result() instanceof WorkerProfile.ResultRule.Free);
    }

    /** Returns why the agent should not be given a text now, for people; empty when nothing is in the way. */
    String obstacle(int number, Instant now) {
        if (!waits || free == number) {
            return "";
        }
        if (incarnation != number) {
            incarnation = number;
            connected = false;
            until = now.plus(PATIENCE);
        }
        if (!connected && tools.listed().has(member.session())) {
            connected = true;
            until = now.plus(TAKES_UP);
        }
        if (now.isBefore(until)) {
            return "its CLI has not connected cao's tools yet";
        }
        free = number;
        if (!connected) {
            tools.ledger()
                    .append(new RunEvent.Noted(
                            RunEvent.Level.WARNING,
                            "%s: its CLI has not connected cao's tools within %d s; it is given its text without them"
                                    .formatted(member.session(), PATIENCE.toSeconds())));
        }
        return "";
    }

    /** Returns when the wait is over at the latest. */
    Instant until() {
        return until;
    }
}
