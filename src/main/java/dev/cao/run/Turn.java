package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskView;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The turn of an agent that works on one of our tasks. Owned by the worker's thread. */
final class Turn {
    private final TaskId task;
    private final String prompt;
    private boolean mixed;
    private final Instant deadline;
    /** The text whose receipt an earlier orchestrator recorded: the agent's log tells of it once more. Else empty. */
    private String receipt = "";

    private final Set<String> background = new HashSet<>();
    private Optional<AgentFact.TurnEnded> ended = Optional.empty();
    private Instant backgroundDeadline = Instant.MAX;

    /** @param mixed whether a person's text was in the box together with ours */
    Turn(TaskId task, String prompt, boolean mixed, Instant deadline) {
        this.task = task;
        this.prompt = prompt;
        this.mixed = mixed;
        this.deadline = deadline;
    }

    /** Takes up one that an earlier orchestrator saw begin. */
    static Turn resumed(TaskView task, String prompt, Instant deadline) {
        Turn turn = new Turn(task.id(), prompt, false, deadline);
        turn.receipt = task.sending().map(sent -> sent.typed().strip()).orElse("");
        return turn;
    }

    TaskId task() {
        return task;
    }

    boolean is(String promptId) {
        return prompt.equals(promptId);
    }

    /**
     * Tells whether a text that the agent took in this turn is our own, whose receipt is recorded already.
     *
     * @param others the turn that somebody else began last
     */
    boolean heardAgain(String text, String others) {
        if (receipt.isEmpty() || !text.contains(receipt)) {
            return false;
        }
        mixed |= is(others) || !text.strip().equals(receipt);
        receipt = "";
        return true;
    }

    /** A person typed more into the turn under way. */
    void joined() {
        mixed = true;
    }

    boolean mixed() {
        return mixed;
    }

    /** Returns when something must be decided about it, if the agent says nothing more. */
    Instant nextDeadline() {
        return backgroundDeadline.isBefore(deadline) ? backgroundDeadline : deadline;
    }

    boolean overdue(Instant now) {
        return !now.isBefore(deadline);
    }

    boolean backgroundOverdue(Instant now) {
        return !now.isBefore(backgroundDeadline);
    }

    /** The agent ended it, and its background work is waited for until that time. */
    void endedWithBackground(AgentFact.TurnEnded end, Instant until) {
        ended = Optional.of(end);
        background.addAll(end.background());
        backgroundDeadline = until;
    }

    /** Takes note that background work ended; returns the end of the turn when it was the last. */
    Optional<AgentFact.TurnEnded> backgroundEnded(String work) {
        background.remove(work);
        return background.isEmpty() ? ended : Optional.empty();
    }

    Set<String> background() {
        return Set.copyOf(background);
    }
}
