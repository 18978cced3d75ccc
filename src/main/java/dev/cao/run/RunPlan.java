package dev.cao.run;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.RunId;
import dev.cao.profile.TeamProfile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is to be run, as the journal keeps it in its first event.
 *
 * @param directory the working directory of the team, absolute
 * @param variables what templates may use: {@code goal} and what {@code --set} gave
 * @param options how the run behaves
 */
public record RunPlan(
        RunId run, String name, TeamProfile team, Path directory, Map<String, String> variables, Options options) {
    public RunPlan {
        requireNonNull(run, "run is null");
        requireNonNull(name, "name is null");
        requireNonNull(team, "team is null");
        requireNonNull(directory, "directory is null");
        variables = Map.copyOf(variables);
        requireNonNull(options, "options is null");
    }

    public String goal() {
        return variables.getOrDefault("goal", "");
    }

    /**
     * How a run behaves.
     *
     * @param keep sessions stay after the end, for people to look at
     * @param unattended nobody is there to answer: what an agent asks ends its task at once
     * @param provider overrides the provider of every worker
     * @param timeout overrides the profile's limit of time, in seconds
     */
    public record Options(boolean keep, boolean unattended, Optional<String> provider, Optional<Long> timeout) {}
}
