package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --env}, which launch and resume share: what they add is in no file of the run. */
final class EnvironmentOption {
    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            mapFallbackValue = Option.NULL_VALUE,
            description = "A variable for every worker; without a value, the one it has here. Repeatable.")
    private Map<String, Optional<String>> environment = new LinkedHashMap<>();

    /**
     * Returns what the option adds for workers. A name without a value stands for its value here.
     *
     * @param own the environment of this process
     */
    Map<String, String> resolve(Map<String, String> own) {
        Map<String, String> extra = new LinkedHashMap<>();
        environment.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw usage("'%s' is no name of a variable".formatted(name), "Write --env NAME=VALUE.");
            }
            String found = value.or(() -> Optional.ofNullable(own.get(name)))
                    .orElseThrow(() -> usage(
                            "--env %s has no value, and %s is not set here".formatted(name, name),
                            "Write --env %s=VALUE, or set it before.".formatted(name)));
            extra.put(name, found);
        });
        return extra;
    }

    private static CaoException usage(String what, String advice) {
        return new CaoException(ExitStatus.USAGE, what, advice);
    }
}
