package dev.cao.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code supervisor}: one, or a list in order of preference; each may name a list of providers. */
final class SupervisorReader {
    private final TeamAgents agents;
    private final ProviderNames providers;
    private final Problems problems;
    private final Map<String, String> origins;

    SupervisorReader(TeamAgents agents, ProviderNames providers, Problems problems, Map<String, String> origins) {
        this.agents = agents;
        this.providers = providers;
        this.problems = problems;
        this.origins = origins;
    }

    List<SupervisorProfile> read(Fields team) {
        if (!team.has("supervisor")) {
            if (team.isReadable() && !team.has("plan")) {
                problems.add(
                        team.placeOf("supervisor"),
                        "is missing; expected a mapping such as `{ provider: plan }`, with the steps in `plan`");
            }
            // A plan needs no words about who follows it.
            return List.of(new SupervisorProfile(ProviderNames.PLAN, Optional.empty(), ""));
        }
        List<SupervisorProfile> supervisors = new ArrayList<>();
        Optional<Node> node = team.node("supervisor");
        if (node.isPresent() && node.get() instanceof Node.Sequence sequence) {
            if (sequence.items().isEmpty()) {
                problems.add(sequence.place(), "is empty; expected at least one supervisor");
            }
            sequence.items().forEach(item -> supervisors.addAll(supervisor(item)));
        } else {
            node.ifPresent(single -> supervisors.addAll(supervisor(single)));
        }
        return supervisors;
    }

    private List<SupervisorProfile> supervisor(Node node) {
        Fields own = Fields.of(node, Keys.SUPERVISOR, problems);
        Optional<AgentFile> described =
                own.scalar("agent", "the name of an agent").flatMap(agents::named);
        Fields fields = described.map(agent -> own.over(agent.fields())).orElse(own);
        if (!fields.has("provider") && own.isReadable() && !own.has("agent")) {
            own.required("provider", "one of: " + String.join(", ", providers.ofSupervisors()));
        }
        fields.entries()
                .keySet()
                .forEach(key ->
                        origins.put(node.place().child(key), fields.placeOf(key).shortly()));
        Optional<String> model = fields.text("model");
        String instructions = fields.text("instructions").orElse("");
        ModelSettings settings = new ModelSettingsReader(problems).read(own);
        SpendLimits limits = new LimitsReader(problems).ofSupervisor(own);
        AgentFile file = described.orElseGet(() ->
                new AgentFile(WorkerProfile.SUPERVISOR.value(), node.place().source(), own));
        WorkerProfile agent = new AgentReader(providers, problems)
                .read(WorkerProfile.SUPERVISOR, file, fields.without("provider").without("limits"));
        List<SupervisorProfile> supervisors = new ArrayList<>();
        List<String> named = providers(fields);
        new SupervisorKeys(problems).check(own, named);
        for (String provider : named) {
            boolean isAgent = providers.ofWorkers().contains(provider);
            supervisors.add(new SupervisorProfile(
                    provider, model, instructions, isAgent ? Optional.of(agent) : Optional.empty(), settings, limits));
            if (isAgent) {
                checkAgent(agent.leading(provider, model, instructions), fields);
            }
        }
        return supervisors;
    }

    private void checkAgent(WorkerProfile agent, Fields fields) {
        new AgentReader(providers, problems).checkComplete(agent, fields);
        if (agent.permissions() == WorkerProfile.Permissions.SUPERVISOR) {
            problems.add(
                    fields.placeOf("permissions"),
                    "found `supervisor`, but the supervisor cannot decide about itself; expected allow, deny or user");
        }
    }

    private List<String> providers(Fields fields) {
        if (!fields.has("provider") && fields.has("agent")) {
            return List.of(ProviderNames.AUTO);
        }
        return fields
                .oneOrMore("provider", "a supervisor's provider, or a list of them in order of preference")
                .stream()
                .filter(this::known)
                .map(Node.Scalar::text)
                .distinct()
                .toList();
    }

    private boolean known(Node.Scalar written) {
        if (providers.ofSupervisors().contains(written.text())) {
            return true;
        }
        problems.add(
                written.place(),
                "no supervisor " + Quoted.of(written.text())
                        + Suggestion.orAll(written.text(), providers.ofSupervisors()));
        return false;
    }
}
