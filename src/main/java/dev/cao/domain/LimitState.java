package dev.cao.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run's journal says of its limits: which were reached and hold, which were raised, and how long each session had
 * a task in hand. A part of {@link RunState}, and guarded as that is.
 */
public final class LimitState {
    /** Stands for the run as a whole where an agent is named. */
    public static final String RUN = "";

    private final Map<String, RunEvent.LimitReached> reached = new LinkedHashMap<>();
    private final List<RunEvent.LimitRaised> raised = new ArrayList<>();
    private final Set<String> near = new HashSet<>();
    private final Map<WorkerName, Duration> worked = new HashMap<>();
    private final Map<WorkerName, Duration> began = new HashMap<>();

    void apply(RunEvent.LimitReached event) {
        reached.put(event.agent(), event);
    }

    void apply(RunEvent.LimitNear event) {
        near.add(event.limit());
    }

    /** What was raised may be near, and reached, once more. */
    void apply(RunEvent.LimitRaised event) {
        raised.add(event);
        reached.remove(event.agent());
        near.remove(event.agent().isEmpty() ? event.limit() : event.agent() + "." + event.limit());
    }

    void begins(WorkerName session, Duration clock) {
        began.putIfAbsent(session, clock);
    }

    void ends(WorkerName session, Duration clock) {
        Duration start = began.remove(session);
        if (start != null) {
            worked.merge(session, clock.minus(start), Duration::plus);
        }
    }

    /** Returns the limit of that agent, or of the run, that is used up and was not raised since. */
    public Optional<RunEvent.LimitReached> reached(String agent) {
        return Optional.ofNullable(reached.get(agent));
    }

    /** Returns why that agent gets nothing new: its own limit, or a pause of the whole run. */
    public Optional<RunEvent.LimitReached> holding(String agent) {
        return reached(RUN).or(() -> reached(agent));
    }

    /** Returns the limits that are used up now, the run's and those of agents. */
    public List<RunEvent.LimitReached> reached() {
        return List.copyOf(reached.values());
    }

    /** Returns what persons have raised, in order. */
    public List<RunEvent.LimitRaised> raised() {
        return List.copyOf(raised);
    }

    /** Tells whether people were told that this limit comes near. */
    public boolean isNear(String limit) {
        return near.contains(limit);
    }

    /**
     * Returns how long the session had tasks in hand, all together.
     *
     * @param clock how long the run was worked on
     */
    public Duration worked(WorkerName session, Duration clock) {
        Duration before = worked.getOrDefault(session, Duration.ZERO);
        Duration start = began.get(session);
        return start == null ? before : before.plus(clock).minus(start);
    }

    /** Tells whether the session has a task in hand. */
    public boolean isAtWork(WorkerName session) {
        return began.containsKey(session);
    }
}
