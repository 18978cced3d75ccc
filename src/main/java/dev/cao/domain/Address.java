package dev.cao.domain;

import static java.util.Objects.requireNonNull;

/** Who gives a task, or sends or receives a message. */
public sealed interface Address {
    /** The brain of the run. */
    record Supervisor() implements Address {
        @Override
        public String toString() {
            return "supervisor";
        }
    }

    /** The person (or script) who uses {@code cao} outside of any worker. */
    record User() implements Address {
        @Override
        public String toString() {
            return "user";
        }
    }

    /** The run itself, which reminds a supervisor. */
    record Orchestrator() implements Address {
        @Override
        public String toString() {
            return "orchestrator";
        }
    }

    /** A worker of the team; for a worker with several sessions, any of them. */
    record Worker(WorkerName name) implements Address {
        public Worker {
            requireNonNull(name, "name is null");
        }

        @Override
        public String toString() {
            return name.value();
        }
    }

    Address SUPERVISOR = new Supervisor();
    Address USER = new User();
    Address ORCHESTRATOR = new Orchestrator();

    /** Reads what {@link #toString} wrote. */
    static Address parse(String text) {
        return switch (text) {
            case "supervisor" -> SUPERVISOR;
            case "user" -> USER;
            case "orchestrator" -> ORCHESTRATOR;
            default -> new Worker(new WorkerName(text));
        };
    }
}
