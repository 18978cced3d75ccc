package dev.cao.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits as a profile would write them in one line: {@code { time: 45m, task: 20m, cost: 5 USD }}. */
final class LimitsView {
    private LimitsView() {}

    static String of(Limits limits) {
        List<String> parts = parts(Optional.of(limits.task()), limits.spend());
        limits.workers().ifPresent(workers -> parts.add("workers: " + workers));
        if (limits.unknownCost() == Limits.UnknownCost.ALLOW) {
            parts.add("unknown_cost: allow");
        }
        return joined(parts);
    }

    /** Returns empty when nothing is limited. */
    static Optional<String> of(Optional<Duration> task, SpendLimits limits) {
        List<String> parts = parts(task, limits);
        return parts.isEmpty() ? Optional.empty() : Optional.of(joined(parts));
    }

    private static List<String> parts(Optional<Duration> task, SpendLimits limits) {
        List<String> parts = new ArrayList<>();
        limits.time().ifPresent(time -> parts.add("time: " + YamlLines.duration(time)));
        task.ifPresent(time -> parts.add("task: " + YamlLines.duration(time)));
        limits.costUsd().ifPresent(cost -> parts.add("cost: " + cost.toPlainString() + " USD"));
        limits.tokens().ifPresent(tokens -> parts.add("tokens: " + tokens));
        limits.turns().ifPresent(turns -> parts.add("turns: " + turns));
        if (limits.atLimit() == SpendLimits.AtLimit.PAUSE) {
            parts.add("at_limit: pause");
        }
        return parts;
    }

    private static String joined(List<String> parts) {
        return "{ " + String.join(", ", parts) + " }";
    }
}
