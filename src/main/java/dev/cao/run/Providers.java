package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.AgentProvider.Availability;
import dev.cao.agent.Capabilities.Verification;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.profile.TeamProfile;
import dev.cao.profile.WorkerProfile;
import dev.cao.provider.AgentProviders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Chooses a provider for each worker, by the profile's order of preference and what can be used here. */
public final class Providers {
    private Providers() {}

    /** What was chosen for a worker. {@code because} says why, and what was passed over. */
    public record Chosen(WorkerProfile worker, AgentProvider provider, String because) {}

    /**
     * Chooses for the whole team.
     *
     * @param override replaces every worker's own list
     * @param environment what workers of a provider would be started with
     * @throws CaoException USAGE, naming every worker for which nothing can be used, and why
     */
    public static List<Chosen> choose(
            TeamProfile team,
            Optional<String> override,
            Path directory,
            Function<AgentProvider, Map<String, String>> environment) {
        List<Chosen> chosen = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (WorkerProfile worker : team.workers()) {
            List<String> wanted = override.map(List::of).orElse(worker.providers());
            Map<String, Availability.Missing> passedOver = new LinkedHashMap<>();
            Optional<Chosen> found = first(worker, wanted, directory, environment, passedOver);
            found.ifPresentOrElse(chosen::add, () -> troubles.add(trouble(worker, passedOver)));
        }
        if (!troubles.isEmpty()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "not every worker can be started:\n  " + String.join("\n  ", troubles),
                    "Nothing was started.");
        }
        return chosen;
    }

    /** Returns why that provider cannot be used for the agent, or that it can. */
    static Availability probe(
            WorkerProfile agent,
            AgentProvider provider,
            Path directory,
            Function<AgentProvider, Map<String, String>> environment) {
        Path folder = agent.workdir().map(directory::resolve).orElse(directory);
        return switch (provider.probe(agent, folder, environment.apply(provider))) {
            case Availability.Available(String found) ->
                new Availability.Available(
                        provider.capabilities().verification() == Verification.STAND_IN
                                ? found + "; not verified on the real CLI"
                                : found);
            case Availability.Missing missing -> missing;
        };
    }

    private static Optional<Chosen> first(
            WorkerProfile worker,
            List<String> wanted,
            Path directory,
            Function<AgentProvider, Map<String, String>> environment,
            Map<String, Availability.Missing> passedOver) {
        for (AgentProvider provider : candidates(wanted)) {
            switch (probe(worker, provider, directory, environment)) {
                case Availability.Available(String note) -> {
                    String because = passedOver.isEmpty()
                            ? note
                            : note + "; passed over: " + String.join(", ", passedOver.keySet());
                    return Optional.of(new Chosen(worker, provider, because));
                }
                case Availability.Missing missing -> passedOver.put(provider.name(), missing);
            }
        }
        return Optional.empty();
    }

    private static List<AgentProvider> candidates(List<String> wanted) {
        List<AgentProvider> candidates = new ArrayList<>();
        for (String name : wanted) {
            if (name.equals("auto")) {
                candidates.addAll(AgentProviders.agentClis());
            } else {
                AgentProviders.named(name).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private static String trouble(WorkerProfile worker, Map<String, Availability.Missing> passedOver) {
        if (passedOver.isEmpty()) {
            return "%s: 'auto' knows no agent CLI yet in this version of cao; give it 'provider: command' and a command"
                    .formatted(worker.name());
        }
        List<String> reasons = new ArrayList<>();
        passedOver.forEach(
                (name, missing) -> reasons.add("%s: %s. %s".formatted(name, missing.why(), missing.advice())));
        return "%s: %s".formatted(worker.name(), String.join("; ", reasons));
    }
}
