package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One choice of a supervisor.
 *
 * @param agent what an agent CLI that supervises is started with; empty for a plan and for a model
 * @param settings how a model is asked; for others without effect
 * @param limits what it may use up
 */
public record SupervisorProfile(
        String provider,
        Optional<String> model,
        String instructions,
        Optional<WorkerProfile> agent,
        ModelSettings settings,
        SpendLimits limits) {
    public SupervisorProfile {
        requireNonNull(provider, "provider is null");
        requireNonNull(instructions, "instructions is null");
        requireNonNull(settings, "settings is null");
        requireNonNull(limits, "limits is null");
    }

    public SupervisorProfile(String provider, Optional<String> model, String instructions) {
        this(provider, model, instructions, Optional.empty(), ModelSettings.DEFAULT, SpendLimits.NONE);
    }

    /** Returns the same supervisor with another provider. */
    public SupervisorProfile by(String otherProvider) {
        return new SupervisorProfile(otherProvider, model, instructions, agent, settings, limits);
    }
}
