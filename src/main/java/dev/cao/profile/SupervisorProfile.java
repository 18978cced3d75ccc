package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** One choice of a supervisor. */
public record SupervisorProfile(String provider, Optional<String> model, String instructions) {
    public SupervisorProfile {
        requireNonNull(provider, "provider is null");
        requireNonNull(instructions, "instructions is null");
    }
}
