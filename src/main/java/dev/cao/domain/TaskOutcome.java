package dev.cao.domain;

import static java.util.Objects.requireNonNull;

/** How a task ended. */
public sealed interface TaskOutcome {
    /**
     * @param answer the exact text that the agent ended its turn with
     * @param mixed whether a person's text had been merged into ours, so that the answer may be to both
     */
    record Done(String answer, boolean mixed) implements TaskOutcome {
        public Done {
            requireNonNull(answer, "answer is null");
        }
    }

    /**
     * @param detail one sentence for people: what was seen
     * @param answer what the agent had said by then; often empty
     */
    record Failed(FailureReason reason, String detail, String answer) implements TaskOutcome {
        public Failed {
            requireNonNull(reason, "reason is null");
            requireNonNull(detail, "detail is null");
            requireNonNull(answer, "answer is null");
        }
    }

    record Cancelled(String why) implements TaskOutcome {
        public Cancelled {
            requireNonNull(why, "why is null");
        }
    }

    default TaskState state() {
        return switch (this) {
            case Done _ -> TaskState.DONE;
            case Failed _ -> TaskState.FAILED;
            case Cancelled _ -> TaskState.CANCELLED;
        };
    }
}
