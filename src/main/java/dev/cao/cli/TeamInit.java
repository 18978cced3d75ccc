package dev.cao.cli;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.AgentProvider.Availability;
import dev.cao.agent.Login;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.WorkerName;
import dev.cao.profile.TeamTemplate;
import dev.cao.provider.AgentProviders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;

/** Finds out what team somebody wants: by flags, by questions at a terminal, by what is installed. */
final class TeamInit {
    private static final String STAND_IN = "stand-in";

    private final Output output;
    private final Map<String, String> environment;
    private final Scanner answers = new Scanner(System.in, StandardCharsets.UTF_8);

    TeamInit(Output output, Map<String, String> environment) {
        this.output = output;
        this.environment = environment;
    }

    /** What was said by flags. */
    record Flags(
            Optional<String> template,
            Optional<String> name,
            Optional<String> goal,
            Optional<String> provider,
            Optional<String> test) {}

    /** @param template the one that was chosen */
    record Wanted(TeamTemplate template, TeamTemplate.Wishes wishes) {}

    Wanted ask(Flags flags, String file) {
        String name = flags.name().orElseGet(() -> asked("Name of the team?", "team"));
        if (!WorkerName.isValid(name)) {
            throw usage("'%s' is no name for a team".formatted(name), "Letters, digits, '-' and '_', at most 40.");
        }
        String goal = flags.goal()
                .orElseGet(() -> asked("What is it to reach?", "Say here, or with --goal, what the team is to reach."));
        Optional<String> test = flags.test();
        if (test.isEmpty() && flags.template().isEmpty()) {
            test = Optional.of(asked("Which command runs your tests? (none: a review only)", ""))
                    .filter(text -> !text.isBlank());
        }
        boolean tested = test.isPresent();
        TeamTemplate template =
                flags.template().map(TeamInit::template).orElse(tested ? TeamTemplate.TESTS : TeamTemplate.REVIEW);
        if (template == TeamTemplate.TESTS && test.isEmpty()) {
            throw usage("the template 'tests' needs the command that runs your tests", "Such as --test 'mvn -q test'.");
        }
        // What a failing command prints on standard error is what its giver is told.
        List<String> command = List.of("sh", "-c", "exec 1>&2\n" + test.orElse("true"));
        return new Wanted(template, new TeamTemplate.Wishes(file, name, goal, provider(flags.provider()), command));
    }

    /** Asks at a terminal; elsewhere, and for an empty answer, the default counts. */
    private String asked(String question, String otherwise) {
        if (!output.canAsk()) {
            return otherwise;
        }
        output.ask("%s%s "
                .formatted(question, otherwise.isEmpty() || otherwise.contains(" ") ? "" : " [" + otherwise + "]"));
        String answer = answers.hasNextLine() ? answers.nextLine().strip() : "";
        return answer.isEmpty() ? otherwise : answer;
    }

    private static TeamTemplate template(String named) {
        return java.util.Arrays.stream(TeamTemplate.values())
                .filter(template -> template.wireName().equals(named))
                .findFirst()
                .orElseThrow(() -> usage("there is no template '%s'".formatted(named), "One of: review, tests."));
    }

    /** What was named, if it is here; else the first agent CLI that is, one with a login before others; else a stand-in. */
    private String provider(Optional<String> named) {
        named.filter(name -> AgentProviders.named(name).isEmpty() || name.equals("command"))
                .ifPresent(name -> {
                    throw usage(
                            "there is no agent CLI '%s'".formatted(name),
                            "This cao knows: "
                                    + String.join(
                                            ", ",
                                            AgentProviders.agentClis().stream()
                                                    .map(AgentProvider::name)
                                                    .toList())
                                    + ", stand-in.");
                });
        if (named.equals(Optional.of(STAND_IN))) {
            return STAND_IN;
        }
        if (named.isPresent()) {
            AgentProvider provider = AgentProviders.named(named.get()).orElseThrow();
            switch (provider.installed(environment)) {
                case Availability.Available _ -> {
                    return provider.name();
                }
                case Availability.Missing missing ->
                    output.note("%s is not here: %s".formatted(named.get(), missing.why()));
            }
        }
        List<AgentProvider> here = AgentProviders.agentClis().stream()
                .filter(cli -> cli.installed(environment) instanceof Availability.Available)
                .toList();
        Optional<AgentProvider> best = here.stream()
                .filter(cli -> !(cli.login(environment) instanceof Login.Missing))
                .findFirst()
                .or(() -> here.stream().findFirst());
        if (best.isEmpty()) {
            output.note(
                    "no agent CLI was found here: developer and reviewer are stand-ins with scripted answers,"
                            + " which cost nothing. Change 'provider' in agents/*.yaml when you have one; 'cao doctor' lists them.");
            return STAND_IN;
        }
        output.note("developer and reviewer are %s, which was found here"
                .formatted(best.get().name()));
        if (best.get().login(environment) instanceof Login.Missing missing) {
            output.note("%s: %s. %s".formatted(best.get().name(), missing.fact(), missing.advice()));
        }
        return best.get().name();
    }

    private static CaoException usage(String what, String advice) {
        return new CaoException(ExitStatus.USAGE, what, advice);
    }
}
