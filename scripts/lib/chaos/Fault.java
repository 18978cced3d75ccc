import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What is done to a run, and when. */
record Fault(When when, What what) {
    /** When it is done. */
    sealed interface When {
        /** Right after the n-th event of this type was read. */
        record AtEvent(String type, int number) implements When {
            @Override
            public String toString() {
                return type + " no. " + number;
            }
        }

        /** So many milliseconds after the start of the run. */
        record After(int millis) implements When {
            @Override
            public String toString() {
                return millis + " ms";
            }
        }
    }

    /** What is done. A stopped process goes on after so many milliseconds. */
    sealed interface What {
        record KillOrchestrator() implements What {}

        record StopOrchestrator(int millis) implements What {}

        /** {@code agent} counts the workers of the team from 0. */
        record KillAgent(int agent) implements What {}

        record StopAgent(int agent, int millis) implements What {}

        /** The bridge through which the agent calls tools, as soon as it has one. The last agent has none. */
        record KillBridge(int agent) implements What {}

        record StopBridge(int agent, int millis) implements What {}

        record KillTerminals() implements What {}

        record StopTerminals(int millis) implements What {}

        /** No byte more can be written below the state folder. */
        record FillDisk(int millis) implements What {}

        /** The disk of the state folder turns read-only, as after an error, until it is repaired after a reboot. */
        record LoseDisk() implements What {}
    }

    /** The agent whose bridge it is; empty for another fault. */
    Optional<Integer> bridge() {
        return switch (what) {
            case What.KillBridge(int agent) -> Optional.of(agent);
            case What.StopBridge(int agent, int _) -> Optional.of(agent);
            case What.KillOrchestrator _,
                    What.StopOrchestrator _,
                    What.KillAgent _,
                    What.StopAgent _,
                    What.KillTerminals _,
                    What.StopTerminals _,
                    What.FillDisk _,
                    What.LoseDisk _ -> Optional.empty();
        };
    }

    /** The named steps of a handoff and of a message, and those around them. */
    static final List<String> STEPS = List.of(
            "orchestrator_started",
            "worker_starting",
            "worker_started",
            "worker_ready",
            "task_created",
            "task_sent",
            "task_accepted",
            "task_waiting",
            "task_ended",
            "call_made",
            "call_answered",
            "message_recorded",
            "messages_sent",
            "messages_settled",
            "file_writing",
            "finished");

    static Fault random(Random random, int agents) {
        When when = random.nextInt(4) == 0
                ? new When.After(random.nextInt(4000))
                : new When.AtEvent(STEPS.get(random.nextInt(STEPS.size())), 1 + random.nextInt(3));
        int pause = 20 + random.nextInt(1200);
        int agent = random.nextInt(agents);
        What what = switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> new What.KillOrchestrator();
            case 4 -> new What.StopOrchestrator(pause);
            case 5, 6 -> new What.KillAgent(agent);
            case 7 -> new What.StopAgent(agent, pause);
            case 8, 9 -> new What.KillTerminals();
            case 10 -> new What.StopTerminals(pause);
            case 11, 12 -> new What.KillBridge(random.nextInt(agents - 1));
            case 13 -> new What.StopBridge(random.nextInt(agents - 1), pause);
            case 14 -> new What.FillDisk(pause);
            default -> new What.LoseDisk();
        };
        return new Fault(when, what);
    }

    @Override
    public String toString() {
        return what + " at " + when;
    }
}
