package dev.cao.run;

import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.Spending;
import dev.cao.profile.Limits;
import dev.cao.profile.PriceList;
import dev.cao.profile.TeamProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /**
     * What an agent has spent.
     *
     * @param measuredUsd what its provider said
     * @param pricedUsd what follows from tokens and the list of prices
     * @param unknown tokens that have no known price
     */
    public record Item(String agent, int turns, long tokens, double measuredUsd, double pricedUsd, long unknown) {
        public double costUsd() {
            return measuredUsd + pricedUsd;
        }
    }

    /** Returns what each agent has spent, in the order of their first turn. */
    public List<Item> items(RunState state) {
        List<Item> items = new ArrayList<>();
        state.spending().forEach((agent, models) -> {
            double[] measured = {0};
            double[] priced = {0};
            long[] unknown = {0};
            models.forEach((model, spent) -> {
                boolean ofUs = agent.equals("supervisor");
                Spending.Tokens rest = spent.unpriced();
                Optional<Double> cost =
                        prices.cost(model, rest.input(), rest.output(), rest.cacheRead(), rest.cacheWrite());
                measured[0] += ofUs ? 0 : spent.costUsd();
                priced[0] += (ofUs ? spent.costUsd() : 0) + cost.orElse(0.0);
                unknown[0] += cost.isPresent() ? 0 : rest.all();
            });
            int turns = models.values().stream().mapToInt(Spending::turns).sum();
            long tokens = models.values().stream()
                    .mapToLong(spent -> spent.tokens().all())
                    .sum();
            items.add(new Item(agent, turns, tokens, measured[0], priced[0], unknown[0]));
        });
        return items;
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
        List<Item> items = items(state);
        List<Use> uses = new ArrayList<>();
        limits.costUsd().ifPresent(limit -> {
            double cost = items.stream().mapToDouble(Item::costUsd).sum();
            uses.add(new Use("cost", dollars(limit), usd(cost), cost / limit.doubleValue()));
        });
        limits.tokens().ifPresent(limit -> {
            long tokens = items.stream().mapToLong(Item::tokens).sum();
            uses.add(new Use("tokens", limit + " tokens", tokens + " were used", (double) tokens / limit));
        });
        limits.turns().ifPresent(limit -> {
            int turns = items.stream().mapToInt(Item::turns).sum();
            uses.add(new Use("turns", limit + " turns", turns + " were made", (double) turns / limit));
        });
        return uses;
    }

    private static String dollars(BigDecimal limit) {
        return limit.toPlainString() + " USD";
    }

    private static String usd(double cost) {
        return String.format(Locale.ROOT, "%.4f USD", cost);
    }
}
