package dev.cao.doctor;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * The machine that is examined, as this process sees it.
 *
 * @param properties the system properties of this Java
 * @param state folder of the runs; it need not exist
 * @param runtime folder of the sockets; it need not exist
 */
public record Patient(Map<String, String> environment, Map<String, String> properties, Path state, Path runtime) {
    public Patient {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
        requireNonNull(state, "state is null");
        requireNonNull(runtime, "runtime is null");
    }

    /** Returns the variable; empty where it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    Path home() {
        return Path.of(environment.getOrDefault("HOME", properties.getOrDefault("user.home", "/")));
    }
}
