package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the workers of a team: each an agent with the team's overrides over it. One team, one reader. */
final class WorkersReader {
    /** They address others than workers, or name sessions of cao's own. */
    private static final Set<String> RESERVED = Set.of("supervisor", "user", "orchestrator", "all");

    private static final String EXPECTED = "a list of workers such as `- agent: architect`";

    private final TeamAgents agents;
    private final AgentReader reader;
    private final Problems problems;
    private final Map<String, String> origins;
    /** By name, also of workers that are otherwise wrong; and the names of the sessions of parallel ones. */
    private final Map<String, Place> names = new LinkedHashMap<>();

    private final Map<String, Place> sessions = new LinkedHashMap<>();

    WorkersReader(TeamAgents agents, ProviderNames providers, Problems problems, Map<String, String> origins) {
        this.agents = agents;
        this.reader = new AgentReader(providers, problems);
        this.problems = problems;
        this.origins = origins;
    }

    List<WorkerProfile> read(Fields team) {
        team.required("workers", EXPECTED);
        List<Node> items = team.items("workers", EXPECTED);
        if (items.isEmpty()
                && team.node("workers").filter(Node.Sequence.class::isInstance).isPresent()) {
            problems.add(team.placeOf("workers"), "is empty; expected at least one worker");
        }
        List<WorkerProfile> workers = new ArrayList<>();
        for (Node item : items) {
            worker(item, workers.size()).ifPresent(workers::add);
        }
        return workers;
    }

    /** The names of all workers, after {@link #read}. */
    Set<String> names() {
        return names.keySet();
    }

    private Optional<WorkerProfile> worker(Node item, int index) {
        Fields overrides = Fields.of(item, Keys.WORKER, problems);
        Optional<Node.Scalar> agentName = overrides
                .required("agent", "the name of an agent, such as `architect`")
                .flatMap(node -> Values.scalar(node, "the name of an agent", problems));
        Optional<WorkerName> name = name(overrides, agentName);
        Optional<AgentFile> agent = agentName.flatMap(agents::named);
        if (agent.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        // Values that the team overrides are checked too: another team may use them.
        reader.read(name.get(), agent.get(), agent.get().fields());
        Fields merged = overrides.over(agent.get().fields());
        WorkerProfile worker = reader.read(name.get(), agent.get(), merged);
        reader.checkComplete(worker, merged);
        claimSessions(worker, overrides.place());
        merged.entries()
                .keySet()
                .forEach(key -> origins.put(
                        "workers[" + index + "]." + key, merged.placeOf(key).shortly()));
        return Optional.of(worker);
    }

    private Optional<WorkerName> name(Fields overrides, Optional<Node.Scalar> agent) {
        Optional<Node.Scalar> written = overrides.has("name") ? overrides.scalar("name", "a name") : agent;
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String name = written.get().text();
        if (!overrides.has("name") && !AgentFile.isName(name)) {
            return Optional.empty(); // the agent's name is complained about
        }
        Place place = written.get().place();
        if (!WorkerName.isValid(name)) {
            problems.add(
                    place,
                    "found " + Quoted.of(name)
                            + ", which cannot be a worker's name (letters, digits, `-` and `_`, at most"
                            + " 40); give a `name`");
            return Optional.empty();
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            problems.add(place, "the name " + Quoted.of(name) + " is cao's own; give the worker another `name`");
            return Optional.empty();
        }
        Place earlier = names.putIfAbsent(name, place);
        if (earlier != null) {
            problems.add(
                    place,
                    "a worker " + Quoted.of(name) + " is on line " + earlier.line() + " already; give this one a `name`"
                            + " of its own, or use `parallel` for more sessions of one worker");
            return Optional.empty();
        }
        return Optional.of(new WorkerName(name));
    }

    /** A parallel worker has sessions {@code name}, {@code name-2}, …: no other worker may be called so. */
    private void claimSessions(WorkerProfile worker, Place place) {
        for (int i = 1; i <= worker.parallel(); i++) {
            String session = i == 1 ? worker.name().value() : worker.name() + "-" + i;
            Place earlier = sessions.putIfAbsent(session, place);
            if (earlier != null) {
                problems.add(
                        place,
                        "its session " + Quoted.of(session) + " has the name of a session of the worker on line "
                                + earlier.line() + "; give it another `name`");
            }
        }
    }
}
