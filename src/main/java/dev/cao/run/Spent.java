package dev.cao.run;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.Address;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.Spending;
import dev.cao.profile.Price;
import dev.cao.profile.PriceList;
import dev.cao.profile.TeamProfileJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent of a run has spent, and how that is known.
 *
 * @param agent a worker's session, or {@code supervisor}
 * @param turns answers of its model
 * @param measured the cost that its provider told; empty: it told none
 * @param priced the cost that follows from tokens and the list of prices; empty: nothing was priced
 * @param unknown tokens that have no known price
 */
public record Spent(
        String agent,
        int turns,
        Spending.Tokens tokens,
        Optional<Double> measured,
        Optional<Double> priced,
        long unknown) {
    public Spent {
        requireNonNull(agent, "agent is null");
        requireNonNull(tokens, "tokens is null");
    }

    /** Returns what each agent of the run has spent, in the order of their first turn, at the run's own prices. */
    public static List<Spent> of(RunState state) {
        Map<String, Price> given = state.created()
                .map(RunEvent.RunCreated::profile)
                .map(TeamProfileJson::prices)
                .orElse(Map.of());
        return of(state, new PriceList(given));
    }

    static List<Spent> of(RunState state, PriceList prices) {
        List<Spent> all = new ArrayList<>();
        state.spending().forEach((agent, models) -> {
            Spent sum = none(agent);
            for (Map.Entry<String, Spending> each : models.entrySet()) {
                sum = sum.plus(
                        isAsked(state, agent)
                                ? asked(agent, each.getKey(), each.getValue(), prices)
                                : told(agent, each.getKey(), each.getValue(), prices));
            }
            all.add(sum);
        });
        return all;
    }

    /** Returns the sum, under the name {@code all}. */
    public static Spent sum(List<Spent> all) {
        Spent sum = none("all");
        for (Spent each : all) {
            sum = sum.plus(each);
        }
        return sum;
    }

    private static Spent none(String agent) {
        return new Spent(agent, 0, Spending.Tokens.NONE, Optional.empty(), Optional.empty(), 0);
    }

    /** Tells whether cao itself asks that agent's model. */
    private static boolean isAsked(RunState state, String agent) {
        return agent.equals(Address.SUPERVISOR.toString()) && !state.dialogue().isEmpty();
    }

    /** The cost of an answer was worked out when it came: services tell tokens, never money. */
    private static Spent asked(String agent, String model, Spending spending, PriceList prices) {
        Spent spent = told(agent, model, spending, prices);
        return new Spent(
                agent,
                spent.turns(),
                spent.tokens(),
                Optional.empty(),
                plus(spent.measured(), spent.priced()),
                spent.unknown());
    }

    private static Spent told(String agent, String model, Spending spending, PriceList prices) {
        Spending.Tokens rest = spending.unpriced();
        Optional<Double> ofRest = rest.all() == 0
                ? Optional.empty()
                : prices.cost(model, rest.input(), rest.output(), rest.cacheRead(), rest.cacheWrite());
        return new Spent(
                agent,
                spending.turns(),
                spending.tokens(),
                rest.equals(spending.tokens()) ? Optional.empty() : Optional.of(spending.costUsd()),
                ofRest,
                ofRest.isPresent() ? 0 : rest.all());
    }

    private Spent plus(Spent other) {
        return new Spent(
                agent,
                turns + other.turns,
                tokens.plus(other.tokens),
                plus(measured, other.measured),
                plus(priced, other.priced),
                unknown + other.unknown);
    }

    private static Optional<Double> plus(Optional<Double> one, Optional<Double> other) {
        return one.isPresent() && other.isPresent() ? Optional.of(one.get() + other.get()) : one.or(() -> other);
    }

    /** Returns all tokens, also those of a cache. */
    public long allTokens() {
        return tokens.all();
    }

    /** Returns what is known of the cost, in US dollars; empty: nothing is. */
    public Optional<Double> costUsd() {
        return plus(measured, priced);
    }

    /** Returns the cost in words: {@code 0.0300 USD measured, 0.0020 USD priced, 1200 tokens of unknown price}. */
    public String cost() {
        List<String> parts = new ArrayList<>();
        measured.ifPresent(cost -> parts.add(usd(cost) + " measured"));
        priced.ifPresent(cost -> parts.add(usd(cost) + " priced"));
        if (unknown > 0) {
            parts.add("%d tokens of unknown price".formatted(unknown));
        }
        return parts.isEmpty() ? "unknown" : String.join(", ", parts);
    }

    /** Returns where the prices are from, if any was used: source and date. */
    public static Optional<String> source(List<Spent> all) {
        return all.stream().anyMatch(each -> each.priced().isPresent())
                ? Optional.of("the profile's prices, then " + PriceList.source())
                : Optional.empty();
    }

    static String usd(double cost) {
        return String.format(Locale.ROOT, "%.4f USD", cost);
    }
}
