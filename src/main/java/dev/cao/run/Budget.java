package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.LimitState;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.profile.LimitRaise;
import dev.cao.profile.PriceList;
import dev.cao.profile.SpendLimits;
import dev.cao.profile.SupervisorProfile;
import dev.cao.profile.TeamProfile;
import dev.cao.profile.WorkerProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run and its agents may use up, and what they have. All of it follows from the journal, so limits count on over a
 * resume. The time of the whole run is not among it: its end has an exit status of its own.
 */
public final class Budget {
    private static final String SUPERVISOR = Address.SUPERVISOR.toString();

    private final TeamProfile team;
    private final PriceList prices;
    private final boolean unattended;

    /** @param unattended nobody is there to raise a limit: where the profile says pause, the run ends */
    public Budget(TeamProfile team, boolean unattended) {
        this.team = team;
        this.prices = new PriceList(team.prices());
        this.unattended = unattended;
    }

    /** Returns what each agent has spent, in the order of their first turn. */
    public List<Spent> spent(RunState state) {
        return Spent.of(state, prices);
    }

    /** Tells whether the supervisor's model may be asked, as far as limits go. */
    enum Leave {
        GRANTED,
        /** When a person raises a limit. */
        LATER,
        /** The run ends. */
        NEVER
    }

    Leave leave(RunState state, Instant now) {
        List<RunEvent.LimitReached> all = Stream.of(LimitState.RUN, SUPERVISOR)
                .flatMap(agent -> reached(state, agent, now).stream())
                .toList();
        if (all.stream().anyMatch(each -> !each.pauses())) {
            return Leave.NEVER;
        }
        boolean paused = !all.isEmpty() || state.limits().holding(SUPERVISOR).isPresent();
        return paused ? Leave.LATER : Leave.GRANTED;
    }

    /** Returns why the run must end; empty while it may go on. */
    Optional<String> exceeded(RunState state, Instant now) {
        return Stream.of(LimitState.RUN, SUPERVISOR)
                .flatMap(agent -> reached(state, agent, now).stream())
                .filter(each -> !each.pauses())
                .findFirst()
                .map(RunEvent.LimitReached::detail);
    }

    /** Returns what is to be recorded: limits that come near, agents that get nothing more, and what pauses. */
    List<RunEvent> news(RunState state, Instant now) {
        List<RunEvent> news = new ArrayList<>();
        limits(state).forEach((agent, limits) -> {
            List<LimitUse> uses = uses(state, agent, limits, now);
            uses.stream()
                    .filter(use -> use.isNear() && !state.limits().isNear(use.name()))
                    .forEach(use -> news.add(use.warning()));
            boolean ends = agent.equals(LimitState.RUN) || agent.equals(SUPERVISOR);
            reached(state, agent, now)
                    .filter(each -> state.limits().reached(agent).isEmpty() && (each.pauses() || !ends))
                    .ifPresent(news::add);
        });
        return news;
    }

    /** Returns how long the whole run may take, with what was raised. */
    Optional<Duration> time(RunState state) {
        return limits(state).getOrDefault(LimitState.RUN, SpendLimits.NONE).time();
    }

    /** Tells whether the run pauses where it would end at a limit. */
    boolean pauses() {
        return team.limits().spend().atLimit() == SpendLimits.AtLimit.PAUSE && !unattended;
    }

    /** Returns why a limit cannot be raised so; empty when it can. */
    public Optional<String> refusal(RunState state, LimitRaise raise, Instant now) {
        SpendLimits limits = limits(state).get(raise.agent());
        if (limits == null) {
            return Optional.of(
                    "there is no agent '%s' in this run; limits are the run's (cost=…), or one agent's (%s.cost=…)"
                            .formatted(raise.agent(), team.workers().getFirst().name()));
        }
        if (raise.agent().equals(LimitState.RUN)
                && raise.limit() == LimitRaise.Kind.TIME
                && state.activeAt(now).compareTo(Duration.parse(raise.value())) >= 0) {
            return Optional.of(
                    "%s is too little: %s are used up already".formatted(raise.name(), words(state.activeAt(now))));
        }
        return uses(state, raise.agent(), limits.with(raise), now).stream()
                .filter(use -> use.kind() == raise.limit() && use.isUsedUp())
                .findFirst()
                .map(use -> "%s is too little: %s already".formatted(raise.name(), use.used()));
    }

    /** Returns when an agent's time will be used up, if its task goes on; empty: never. */
    Optional<Instant> nextDeadline(RunState state, Instant now) {
        Duration clock = state.activeAt(now);
        List<Instant> deadlines = new ArrayList<>();
        limits(state)
                .forEach((agent, limits) -> limits.time()
                        .filter(_ -> !agent.equals(LimitState.RUN)
                                && state.limits().holding(agent).isEmpty())
                        .ifPresent(limit -> {
                            Duration used = worked(state, agent, clock);
                            long running = running(state, agent);
                            if (running > 0) {
                                boolean near = state.limits().isNear(agent + "." + LimitRaise.Kind.TIME.key());
                                Duration next = near ? limit : LimitUse.near(limit);
                                deadlines.add(now.plus(next.minus(used).dividedBy(running)));
                            }
                        }));
        return deadlines.stream().min(Instant::compareTo);
    }

    private Optional<RunEvent.LimitReached> reached(RunState state, String agent, Instant now) {
        SpendLimits limits = limits(state).getOrDefault(agent, SpendLimits.NONE);
        boolean pauses = limits.atLimit() == SpendLimits.AtLimit.PAUSE && !unattended;
        return uses(state, agent, limits, now).stream()
                .filter(LimitUse::isUsedUp)
                .findFirst()
                .map(use -> use.reached(pauses));
    }

    /** Returns the limits of the run and of each agent, with what was raised. */
    private Map<String, SpendLimits> limits(RunState state) {
        Map<String, SpendLimits> all = new LinkedHashMap<>();
        all.put(LimitState.RUN, team.limits().spend());
        supervisor(state).ifPresent(profile -> all.put(SUPERVISOR, profile.limits()));
        for (WorkerProfile worker : team.workers()) {
            all.put(worker.name().value(), worker.limits());
        }
        for (RunEvent.LimitRaised raised : state.limits().raised()) {
            LimitRaise raise = new LimitRaise(raised.agent(), LimitRaise.Kind.of(raised.limit()), raised.value());
            all.computeIfPresent(raised.agent(), (_, limits) -> limits.with(raise));
        }
        return all;
    }

    private Optional<SupervisorProfile> supervisor(RunState state) {
        return state.supervisor()
                .flatMap(chosen -> team.supervisors().stream()
                        .filter(profile -> profile.provider().equals(chosen.provider())
                                && (chosen.model().isEmpty() || profile.model().equals(chosen.model())))
                        .findFirst())
                .or(() -> team.supervisors().stream().findFirst());
    }

    private List<LimitUse> uses(RunState state, String agent, SpendLimits limits, Instant now) {
        if (limits.equals(SpendLimits.NONE)) {
            return List.of(); // most agents, at each entry of the journal
        }
        List<LimitUse> uses = new ArrayList<>();
        boolean ofRun = agent.equals(LimitState.RUN);
        Spent sum = Spent.sum(spent(state).stream()
                .filter(each -> ofRun || isOf(each.agent(), agent))
                .toList());
        limits.costUsd().ifPresent(limit -> {
            double cost = sum.costUsd().orElse(0.0);
            uses.add(new LimitUse(
                    agent,
                    LimitRaise.Kind.COST,
                    limit.toPlainString() + " USD",
                    Spent.usd(cost),
                    cost / limit.doubleValue()));
        });
        limits.tokens()
                .ifPresent(limit -> uses.add(new LimitUse(
                        agent,
                        LimitRaise.Kind.TOKENS,
                        limit + " tokens",
                        sum.allTokens() + " were used",
                        (double) sum.allTokens() / limit)));
        limits.turns()
                .ifPresent(limit -> uses.add(new LimitUse(
                        agent,
                        LimitRaise.Kind.TURNS,
                        limit + " turns",
                        sum.turns() + " were made",
                        (double) sum.turns() / limit)));
        limits.time().filter(_ -> !ofRun).ifPresent(limit -> {
            Duration used = worked(state, agent, state.activeAt(now));
            uses.add(new LimitUse(
                    agent,
                    LimitRaise.Kind.TIME,
                    words(limit) + " of work",
                    words(used) + " were used",
                    (double) used.toMillis() / limit.toMillis()));
        });
        return uses;
    }

    private static String words(Duration time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString()
                .substring(2)
                .toLowerCase(Locale.ROOT);
    }

    /** A supervisor has no tasks: its time is that of the run. */
    private Duration worked(RunState state, String agent, Duration clock) {
        return agent.equals(SUPERVISOR)
                ? clock
                : sessions(state, agent)
                        .map(session -> state.limits().worked(session, clock))
                        .reduce(Duration.ZERO, Duration::plus);
    }

    private long running(RunState state, String agent) {
        return agent.equals(SUPERVISOR)
                ? 1
                : sessions(state, agent).filter(state.limits()::isAtWork).count();
    }

    private Stream<WorkerName> sessions(RunState state, String agent) {
        return state.workers().stream().map(WorkerView::name).filter(session -> isOf(session.value(), agent));
    }

    /** A worker with {@code parallel} has sessions {@code name}, {@code name-2}, …; no other worker is called so. */
    private boolean isOf(String session, String agent) {
        return session.equals(agent)
                || team.worker(agent)
                        .filter(worker -> worker.parallel() > 1
                                && session.matches(java.util.regex.Pattern.quote(agent) + "-\\d+")
                                && team.worker(session).isEmpty())
                        .isPresent();
    }
}
