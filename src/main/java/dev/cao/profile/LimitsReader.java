package dev.cao.profile;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code limits}, those of a team and those of an agent. */
final class LimitsReader {
    private static final int MOST_TURNS = 1_000_000;
    private static final int MOST_WORKERS = 1000;

    private final Problems problems;

    LimitsReader(Problems problems) {
        this.problems = problems;
    }

    Limits ofTeam(Fields team) {
        Optional<Node> node = team.node("limits");
        if (node.isEmpty()) {
            return Limits.DEFAULT;
        }
        Fields fields = Fields.of(node.get(), Keys.LIMITS, problems);
        return new Limits(
                fields.duration("task").orElse(Limits.DEFAULT_TASK),
                spend(fields),
                fields.integer("workers", 1, MOST_WORKERS),
                fields.choice("unknown_cost", List.of("refuse", "allow"))
                        .map(word -> Limits.UnknownCost.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Limits.UnknownCost.REFUSE));
    }

    /** What a worker may use up. */
    SpendLimits ofAgent(Fields agent) {
        return of(agent, Keys.AGENT_LIMITS);
    }

    /** What a supervisor may use up; it has no tasks. */
    SpendLimits ofSupervisor(Fields supervisor) {
        return of(supervisor, Keys.SUPERVISOR_LIMITS);
    }

    /** The deadline of each task of an agent. */
    Optional<Duration> taskLimit(Fields agent) {
        return agent.node("limits")
                .flatMap(node -> Fields.of(node, Keys.AGENT_LIMITS, problems).duration("task"));
    }

    private SpendLimits of(Fields fields, Keys keys) {
        return fields.node("limits")
                .map(node -> spend(Fields.of(node, keys, problems)))
                .orElse(SpendLimits.NONE);
    }

    private static SpendLimits spend(Fields fields) {
        return new SpendLimits(
                fields.duration("time"),
                fields.cost("cost"),
                fields.tokens("tokens"),
                fields.integer("turns", 1, MOST_TURNS),
                fields.choice("at_limit", List.of("stop", "pause"))
                        .map(word -> SpendLimits.AtLimit.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(SpendLimits.AtLimit.STOP));
    }
}
