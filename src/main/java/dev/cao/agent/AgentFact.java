package dev.cao.agent;

import dev.cao.domain.RunEvent.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing that an agent is known to have done, by its own word: a hook, an event, a line of its transcript. */
public sealed interface AgentFact {
    Instant at();

    /** It takes input, and nothing is under way. */
    record Ready(Instant at) implements AgentFact {}

    /**
     * It has taken a text as a prompt: the receipt.
     *
     * @param prompt the agent's id of the turn
     * @param text the prompt as the agent got it
     * @param queued it was working; the text waits its turn inside the agent
     */
    record PromptTaken(Instant at, String prompt, String text, boolean queued) implements AgentFact {}

    /** It works; {@code what} says at what, for people. */
    record Working(Instant at, String what) implements AgentFact {}

    /**
     * It waits for a person (or a policy).
     *
     * @param request the agent's id of the request
     * @param form what the provider needs to put an answer into words, in its own form; may be empty
     */
    record Waiting(Instant at, Wait on, String request, String detail, String form) implements AgentFact {
        public Waiting(Instant at, Wait on, String request, String detail) {
            this(at, on, request, detail, "");
        }

        /** A dialog of which only the screen tells. */
        public static Waiting onScreen(Instant at, Wait on, String detail) {
            return new Waiting(at, on, "screen", detail);
        }
    }

    /** What it waited for was answered. */
    record WaitOver(Instant at, String request, String decision) implements AgentFact {}

    /**
     * Its turn is over.
     *
     * @param answer the exact final text
     * @param failure empty when the agent ended it well; else its own words
     * @param background work that goes on, as the agent names it
     */
    record TurnEnded(Instant at, String prompt, String answer, Optional<TurnFailure> failure, List<String> background)
            implements AgentFact {
        public TurnEnded {
            background = List.copyOf(background);
        }
    }

    record BackgroundEnded(Instant at, String work) implements AgentFact {}

    /** A person (or cao) broke the turn off. */
    record Interrupted(Instant at, String prompt) implements AgentFact {}

    /** The conversation is over, by the agent's own word. */
    record SessionEnded(Instant at, String reason) implements AgentFact {}

    /**
     * The model was paid for; {@code model} as the agent names it. Each token is told once.
     *
     * @param costUsd what the agent says that it cost; empty where it does not
     */
    record Usage(
            Instant at,
            String model,
            long input,
            long output,
            long cacheRead,
            long cacheWrite,
            Optional<Double> costUsd)
            implements AgentFact {
        public Usage(Instant at, String model, long input, long output, long cacheRead, long cacheWrite) {
            this(at, model, input, output, cacheRead, cacheWrite, Optional.empty());
        }
    }

    /** Why a turn failed. */
    record TurnFailure(dev.cao.domain.FailureReason reason, String detail) {}
}
