package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunId;
import dev.cao.io.Reasons;
import dev.cao.profile.Limits;
import dev.cao.profile.LoadedProfile;
import dev.cao.profile.PlanStep;
import dev.cao.profile.PriceList;
import dev.cao.profile.ProfileReader;
import dev.cao.profile.SupervisorProfile;
import dev.cao.profile.TeamProfile;
import dev.cao.profile.WorkerProfile;
import dev.cao.provider.AgentProviders;
import dev.cao.run.Providers;
import dev.cao.run.RunPlan;
import dev.cao.run.Supervisors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns a profile and the options of a launch into what is to be run; refuses what this cao cannot hold. */
final class Preparation {
    private static final String NAME_ANOTHER = "Change its permissions, or name another one with --dir.";

    private final LaunchOptions options;
    private final Output output;
    private final Places places;

    Preparation(LaunchOptions options, Output output, Places places) {
        this.options = options;
        this.output = output;
        this.places = places;
    }

    /**
     * Reads the profile and decides everything that it leaves open. Starts and writes nothing.
     *
     * @param freshId makes the run's id from its name
     * @param unattended nobody is there to answer
     * @throws CaoException USAGE, with what to change
     */
    RunPlan plan(ProfileReader reader, Function<String, RunId> freshId, boolean unattended) {
        Map<String, String> variables = variables();
        Path file = places.profile(options.profile());
        if (!file.equals(options.profile())) {
            output.note("there is no %s here; using %s".formatted(options.profile(), file));
        }
        LoadedProfile loaded = reader.read(file, variables);
        loaded.notes().forEach(note -> output.note(note.toString()));
        TeamProfile team = supervised(loaded.team());
        team.goal().ifPresent(goal -> variables.putIfAbsent("goal", goal));
        checkProvider();
        String name = options.name().orElse(team.name());
        return new RunPlan(
                freshId.apply(name),
                name,
                team,
                directory(team),
                variables,
                new RunPlan.Options(
                        options.keep(),
                        unattended,
                        options.provider(),
                        options.timeout().map(time -> Math.max(1, time.toSeconds()))));
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>(options.variables());
        if (options.goal().isPresent() && options.goalFile().isPresent()) {
            throw usage("both --goal and --goal-file were given", "Give one of them.");
        }
        options.goal().ifPresent(goal -> variables.put("goal", goal));
        options.goalFile().ifPresent(file -> variables.put("goal", read(file)));
        return variables;
    }

    private static String read(Path file) {
        try {
            byte[] bytes = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
            String goal = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
            if (goal.isEmpty()) {
                throw usage("the goal in %s is empty".formatted(file), "Write the goal into it.");
            }
            return goal;
        } catch (CharacterCodingException _) {
            throw usage("the goal in %s is not text in UTF-8".formatted(file), "Convert it: iconv -f LATIN1 -t UTF-8");
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot read the goal from %s: %s".formatted(file, Reasons.of(e)),
                    "Name a readable file, or use --goal.",
                    e);
        }
    }

    /** The option's supervisor instead of the profile's; with what the profile says of that one, if it names it. */
    private TeamProfile supervised(TeamProfile team) {
        return options.supervisor()
                .map(name -> team.ledBy(team.supervisors().stream()
                        .filter(profile -> profile.provider().equals(name)
                                || profile.provider().equals("auto"))
                        .findFirst()
                        .map(profile -> profile.by(name))
                        .orElse(new SupervisorProfile(name, Optional.empty(), ""))))
                .orElse(team);
    }

    private void checkProvider() {
        options.provider()
                .filter(name ->
                        !name.equals("auto") && AgentProviders.named(name).isEmpty())
                .ifPresent(name -> {
                    throw usage(
                            "there is no provider '%s'".formatted(name),
                            "This cao knows: " + String.join(", ", AgentProviders.names()) + ", auto.");
                });
    }

    /**
     * Makes sure that the team's limits can be held.
     *
     * @throws CaoException USAGE, with what to change
     */
    static void checkLimits(
            Limits limits, Supervisors.Chosen supervisor, List<Providers.Chosen> chosen, PriceList prices) {
        if (limits.unknownCost() == Limits.UnknownCost.REFUSE) {
            List<String> unknown = unpriced(
                    supervisor, chosen, prices, limits.spend().costUsd().isPresent());
            if (!unknown.isEmpty()) {
                throw usage(
                        "limits.cost cannot be held, because there is no known price for: "
                                + String.join(", ", unknown),
                        "Give their models 'prices:' in the profile, or 'limits: { unknown_cost: allow }' to count only what"
                                + " is known; tokens and turns can be limited without prices.");
            }
        }
        int sessions = chosen.stream()
                .map(Providers.Chosen::worker)
                .filter(worker -> !worker.name().equals(WorkerProfile.SUPERVISOR))
                .mapToInt(WorkerProfile::parallel)
                .sum();
        limits.workers().stream().filter(most -> most < sessions).forEach(most -> {
            throw usage(
                    "the team needs %d worker sessions, and limits.workers allows %d".formatted(sessions, most),
                    "Raise limits.workers, or lower the workers' 'parallel'.");
        });
    }

    /**
     * Of each whose cost is limited and that asks a model, the model must have a price.
     *
     * @param all the cost of all is limited, not only that of some
     */
    private static List<String> unpriced(
            Supervisors.Chosen supervisor, List<Providers.Chosen> chosen, PriceList prices, boolean all) {
        boolean ofSupervisor = all || supervisor.profile().limits().costUsd().isPresent();
        List<String> unknown = new ArrayList<>();
        supervisor
                .model()
                .filter(model -> ofSupervisor && prices.of(model).isEmpty())
                .ifPresent(model -> unknown.add("supervisor (%s)".formatted(model)));
        for (Providers.Chosen choice : chosen) {
            boolean priced = choice.worker().model().flatMap(prices::of).isPresent();
            boolean leads = choice.worker().name().equals(WorkerProfile.SUPERVISOR);
            boolean limited = leads
                    ? ofSupervisor
                    : all || choice.worker().limits().costUsd().isPresent();
            if (limited && choice.provider().isAgentCli() && !priced) {
                unknown.add("%s (%s)"
                        .formatted(
                                choice.worker().name(), choice.worker().model().orElse("its default model")));
            }
        }
        return unknown;
    }

    private Path directory(TeamProfile team) {
        Path directory = options.directory()
                .or(team::directory)
                .orElse(Path.of(""))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(directory)) {
            throw usage(
                    Files.exists(directory)
                            ? "the working directory %s is not a folder".formatted(directory)
                            : "there is no working directory %s".formatted(directory),
                    "Make it, or name another one with --dir.");
        }
        // POSIX: a folder is entered with x. To be told now is better than after an hour's work.
        if (!Files.isExecutable(directory)) {
            throw usage("you may not enter the working directory " + directory, NAME_ANOTHER);
        }
        boolean writes = team.plan().stream().anyMatch(PlanStep.Write.class::isInstance);
        if (writes && !Files.isWritable(directory)) {
            throw usage(
                    "the plan writes a file, and the working directory %s is not writable for you".formatted(directory),
                    NAME_ANOTHER);
        }
        return directory;
    }

    private static CaoException usage(String what, String advice) {
        return new CaoException(ExitStatus.USAGE, what, advice);
    }
}
