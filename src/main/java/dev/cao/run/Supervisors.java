package dev.cao.run;

import static java.util.Objects.requireNonNull;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.Capabilities;
import dev.cao.agent.ContractCase;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.profile.SupervisorProfile;
import dev.cao.profile.TeamProfile;
import dev.cao.profile.WorkerProfile;
import dev.cao.provider.AgentProviders;
import dev.cao.supervisor.Models;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Chooses who supervises, by the profile's order of preference and what can be used here. */
public final class Supervisors {
    private static final String PLAN = "plan";
    private static final String AUTO = "auto";

    private Supervisors() {}

    /** Who was chosen. {@code because} says why, and what was passed over. */
    public record Chosen(SupervisorProfile profile, Kind kind, String because) {
        public Chosen {
            requireNonNull(profile, "profile is null");
            requireNonNull(kind, "kind is null");
            requireNonNull(because, "because is null");
        }

        /** Returns the agent CLI that supervises; empty when it is none. */
        public Optional<Providers.Chosen> agent() {
            return kind instanceof Kind.Agent(Providers.Chosen agent) ? Optional.of(agent) : Optional.empty();
        }

        /** Returns the model that is asked; empty: none is, or an agent CLI asks its own. */
        public Optional<String> model() {
            return kind instanceof Kind.Model ? profile.model() : Optional.empty();
        }

        /** Returns all agents of the run: the supervisor, if it is one, and the workers. */
        public List<Providers.Chosen> with(List<Providers.Chosen> workers) {
            return Stream.concat(agent().stream(), workers.stream()).toList();
        }

        /** Returns what the journal keeps of it. */
        RunEvent event() {
            return new RunEvent.SupervisorChosen(profile.provider(), profile.model(), because);
        }
    }

    /** What a supervisor is, and with it what runs it. */
    public sealed interface Kind {
        /** The fixed steps of the profile. */
        record Plan() implements Kind {}

        /** An agent CLI in a session of its own. */
        record Agent(Providers.Chosen agent) implements Kind {}

        /** A model at some service. */
        record Model() implements Kind {}
    }

    /** One choice of the profile, tried. */
    private sealed interface Tried {
        record Usable(Kind kind, String note) implements Tried {}

        record Unusable(String why) implements Tried {}
    }

    /**
     * Chooses the first supervisor of the profile that can be used.
     *
     * @param directory the working directory of the team
     * @throws CaoException USAGE, with the reason for each that cannot
     */
    public static Chosen choose(TeamProfile team, Path directory, Machine machine) {
        return choose(team, directory, machine, candidates(team));
    }

    /** Chooses again what the journal says was chosen; the profile's own order where it says nothing. */
    static Chosen choose(
            TeamProfile team, Path directory, Machine machine, Optional<RunEvent.SupervisorChosen> recorded) {
        List<SupervisorProfile> all = candidates(team);
        List<SupervisorProfile> same = all.stream()
                .filter(profile -> recorded.filter(chosen -> chosen.provider().equals(profile.provider())
                                && chosen.model().equals(profile.model()))
                        .isPresent())
                .toList();
        return choose(team, directory, machine, same.isEmpty() ? all : same);
    }

    /** {@code auto} stands for every agent CLI that cao knows. */
    private static List<SupervisorProfile> candidates(TeamProfile team) {
        return team.supervisors().stream()
                .flatMap(profile -> profile.provider().equals(AUTO)
                        ? AgentProviders.agentClis().stream().map(cli -> profile.by(cli.name()))
                        : Stream.of(profile))
                .toList();
    }

    private static Chosen choose(
            TeamProfile team, Path directory, Machine machine, List<SupervisorProfile> candidates) {
        Map<String, String> passedOver = new LinkedHashMap<>();
        for (SupervisorProfile profile : candidates) {
            switch (tried(team, directory, machine, profile)) {
                case Tried.Usable(Kind kind, String note) -> {
                    return new Chosen(profile, kind, note + besides(passedOver.keySet()));
                }
                case Tried.Unusable(String why) -> passedOver.put(profile.provider(), why);
            }
        }
        List<String> reasons = new ArrayList<>();
        passedOver.forEach((name, why) -> reasons.add(name + ": " + why));
        throw new CaoException(
                ExitStatus.USAGE,
                "no supervisor of the profile can be used: " + String.join("; ", reasons),
                "Nothing was started. 'supervisor: { provider: plan }' with the steps in 'plan:' needs no model.");
    }

    private static String besides(Set<String> passedOver) {
        return passedOver.isEmpty() ? "" : "; passed over: " + String.join(", ", passedOver);
    }

    private static Tried tried(TeamProfile team, Path directory, Machine machine, SupervisorProfile profile) {
        if (profile.provider().equals(PLAN)) {
            Optional<String> asks = team.workers().stream()
                    .filter(worker -> worker.permissions() == WorkerProfile.Permissions.SUPERVISOR)
                    .map(worker -> worker.name().value())
                    .findFirst();
            if (asks.isPresent()) {
                return new Tried.Unusable(
                        "the supervisor 'plan' cannot answer what worker '%s' asks ('permissions: supervisor')"
                                .formatted(asks.get()));
            }
            return team.plan().isEmpty()
                    ? new Tried.Unusable("the profile has no 'plan:' for the supervisor 'plan'")
                    : new Tried.Usable(new Kind.Plan(), "the fixed steps of the profile");
        }
        if (Models.has(profile.provider())) {
            return Models.obstacle(profile, machine.environment())
                    .<Tried>map(Tried.Unusable::new)
                    .orElseGet(() -> new Tried.Usable(new Kind.Model(), "a model that decides by itself"));
        }
        return AgentProviders.named(profile.provider())
                .map(provider -> agent(team, directory, machine, profile, provider))
                .orElseGet(() -> new Tried.Unusable("this cao has no such supervisor yet"));
    }

    private static Tried agent(
            TeamProfile team, Path directory, Machine machine, SupervisorProfile profile, AgentProvider provider) {
        Optional<Capabilities.Cannot> noTools = provider.capabilities().cannot(ContractCase.TOOLS);
        if (noTools.isPresent()) {
            return new Tried.Unusable(noTools.get().reason());
        }
        WorkerProfile agent = profile.agent()
                .orElseGet(() -> WorkerProfile.supervisor(team.file()))
                .leading(profile.provider(), profile.model(), SupervisorWords.instructions(team, profile));
        return switch (Providers.probe(agent, provider, directory, machine::workerEnvironment)) {
            case AgentProvider.Availability.Available(String note) ->
                new Tried.Usable(new Kind.Agent(new Providers.Chosen(agent, provider, note)), note);
            case AgentProvider.Availability.Missing(String why, String advice) ->
                new Tried.Unusable(why + ". " + advice);
        };
    }
}
