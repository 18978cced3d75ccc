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
        Fields fields = own.scalar("agent", "the name of an agent")
                .flatMap(agents::named)
                .map(agent -> own.over(agent.fields()))
                .orElse(own);
        if (!fields.has("provider") && own.isReadable() && !own.has("agent")) {
            own.required("provider", "one of: " + String.join(", ", providers.ofSupervisors()));
        }
        fields.entries()
                .keySet()
                .forEach(key ->
                        origins.put(node.place().child(key), fields.placeOf(key).shortly()));
        Optional<String> model = fields.text("model");
        String instructions = fields.text("instructions").orElse("");
        return providers(fields).stream()
                .map(provider -> new SupervisorProfile(provider, model, instructions))
                .toList();
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
