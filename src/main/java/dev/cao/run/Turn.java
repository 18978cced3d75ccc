package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.domain.TaskId;
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

    TaskId task() {
        return task;
    }

    boolean is(String promptId) {
        return prompt.equals(promptId);
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
