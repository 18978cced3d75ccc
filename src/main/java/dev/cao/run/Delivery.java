package dev.cao.run;

import dev.cao.domain.MessageId;
import dev.cao.domain.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text on its way into an agent: recorded as sent, typed, and not yet confirmed by the agent's receipt.
 *
 * @param typed the very text that the receipt must hold
 * @param submits how often the submit key was pressed since the text was pasted
 * @param pastes how often it was pasted
 * @param waits how often the screen was looked at since, and told nothing that could be acted on
 * @param deadline when to look at the screen if no receipt came
 */
record Delivery(What what, String typed, int submits, int pastes, int waits, Instant deadline) {
    /** What is delivered. */
    sealed interface What {
        record Task(TaskId id) implements What {}

        record Messages(List<MessageId> ids) implements What {
            public Messages {
                ids = List.copyOf(ids);
            }
        }
    }

    Delivery(What what, String typed, int submits, int pastes, Instant deadline) {
        this(what, typed, submits, pastes, 0, deadline);
    }

    /** Returns what tells it from others of the same text. */
    String id() {
        return switch (what) {
            case What.Task(TaskId task) -> task.toString();
            case What.Messages(List<MessageId> messages) ->
                messages.stream().map(MessageId::toString).collect(Collectors.joining(" "));
        };
    }

    Delivery submittedAgain(Instant newDeadline) {
        return new Delivery(what, typed, submits + 1, pastes, newDeadline);
    }

    Delivery pastedAgain(Instant newDeadline) {
        return new Delivery(what, typed, 1, pastes + 1, newDeadline);
    }

    Delivery until(Instant newDeadline) {
        return new Delivery(what, typed, submits, pastes, waits, newDeadline);
    }

    Delivery waitedFor(Instant newDeadline) {
        return new Delivery(what, typed, submits, pastes, waits + 1, newDeadline);
    }
}
