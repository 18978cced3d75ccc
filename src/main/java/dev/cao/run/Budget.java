package dev.cao.run;

import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.profile.Limits;
import dev.cao.profile.PriceList;
import dev.cao.profile.TeamProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run may spend, and what it has. All of it follows from the journal, so limits count on over a resume. */
public final class Budget {
    private static final double NEAR = 0.8;

    private final Limits limits;
    private final PriceList prices;

    public Budget(TeamProfile team) {
        this.limits = team.limits();
        this.prices = new PriceList(team.prices());
    }

    /** Returns what each agent has spent, in the order of their first turn. */
    public List<Spent> spent(RunState state) {
        return Spent.of(state, prices);
    }

    /** Returns why the run must stop; empty while it may go on. */
    Optional<String> exceeded(RunState state) {
        return uses(state).stream()
                .filter(use -> use.share() >= 1)
                .findFirst()
                .map(use -> "the limit of %s was reached: %s".formatted(use.limit(), use.used()));
    }

    /** Returns what is to be said about limits that come near, and was not said yet. */
    List<RunEvent> warnings(RunState state) {
        return uses(state).stream()
                .filter(use -> use.share() >= NEAR && !state.nearLimits().contains(use.name()))
                .<RunEvent>map(use -> new RunEvent.LimitNear(
                        use.name(),
                        "%d %% of the limit of %s are used: %s"
                                .formatted(Math.min(100, (long) (use.share() * 100)), use.limit(), use.used())))
                .toList();
    }

    private record Use(String name, String limit, String used, double share) {}

    private List<Use> uses(RunState state) {
        List<Spent> items = spent(state);
        List<Use> uses = new ArrayList<>();
        limits.costUsd().ifPresent(limit -> {
            double cost = Spent.sum(items).costUsd().orElse(0.0);
            uses.add(new Use("cost", dollars(limit), Spent.usd(cost), cost / limit.doubleValue()));
        });
        limits.tokens().ifPresent(limit -> {
            long tokens = items.stream().mapToLong(Spent::allTokens).sum();
            uses.add(new Use("tokens", limit + " tokens", tokens + " were used", (double) tokens / limit));
        });
        limits.turns().ifPresent(limit -> {
            int turns = items.stream().mapToInt(Spent::turns).sum();
            uses.add(new Use("turns", limit + " turns", turns + " were made", (double) turns / limit));
        });
        return uses;
    }

    private static String dollars(BigDecimal limit) {
        return limit.toPlainString() + " USD";
    }
}
