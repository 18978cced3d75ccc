package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.profile.AgentListing;
import dev.cao.profile.ForeignTeams;
import dev.cao.profile.LoadedProfile;
import dev.cao.profile.Problem;
import dev.cao.profile.ProfileException;
import dev.cao.profile.ProfileReader;
import dev.cao.profile.ProfileSchema;
import dev.cao.profile.ProfileView;
import dev.cao.profile.TeamDraft;
import dev.cao.profile.TeamProfileJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at profiles; starts nothing. */
@Command(
        name = "profile",
        description = "Make, import, check, list and show profiles; starts nothing.",
        synopsisSubcommandLabel = "COMMAND")
final class ProfileCommand implements Runnable {
    private static final String TEAM = "team.yaml";

    private final Wiring wiring;

    @Mixin
    private final Output output;

    ProfileCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public void run() {
        throw new CaoException(
                ExitStatus.USAGE,
                "profile wants a command",
                "One of: init, import FROM, validate FILE, list, show FILE, schema NAME.");
    }

    @Command(
            name = "init",
            description = "Write a working team, from a template and from what is installed here.",
            footer = {
                "",
                "At a terminal it asks for what the options leave open. Templates: review (a developer and a",
                "reviewer), tests (these and your test command, repairing until the tests pass). Without an agent",
                "CLI here, the team has stand-ins with scripted answers, and runs all the same.",
                "",
                "Examples:",
                "  cao profile init",
                "  cao profile init bank --goal 'Round interest half up.' --test 'mvn -q test'"
            })
    int init(
            @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where it goes; default: here.")
                    Optional<Path> folder,
            @Option(names = "--template", paramLabel = "NAME", description = "review or tests.")
                    Optional<String> template,
            @Option(names = "--name", paramLabel = "NAME", description = "Default: team.") Optional<String> name,
            @Option(names = "--goal", paramLabel = "TEXT", description = "What it is to reach.") Optional<String> goal,
            @Option(
                            names = "--provider",
                            paramLabel = "NAME",
                            description = "An agent CLI, or stand-in; default: what is installed.")
                    Optional<String> provider,
            @Option(names = "--test", paramLabel = "COMMAND", description = "What runs your tests, in a shell.")
                    Optional<String> test,
            @Option(names = "--force", description = "Replace files that exist.") boolean force) {
        Path where = folder.orElse(Path.of(""));
        TeamFiles files = new TeamFiles(where, force);
        files.refuse(List.of(where.resolve(TEAM)));
        TeamInit.Wanted wanted = new TeamInit(output, wiring.environment())
                .ask(new TeamInit.Flags(template, name, goal, provider, test), TEAM);
        return write(wanted.template().draft(wanted.wishes()), files, where);
    }

    @Command(
            name = "import",
            description = "Make a team of another program's files, and list what could not be carried over.",
            footer = {
                "",
                "FROM: Markdown agents of upstream CAO, subagents of Claude Code (.claude/agents/*.md), or CrewAI's",
                "agents.yaml and tasks.yaml; or a folder that has them. Exit codes: 0 written, 1 with --strict when",
                "something was left out, 2 when nothing could be made of it.",
                "",
                "Examples:",
                "  cao profile import .claude/agents --to team",
                "  cao profile import src/crew/config/agents.yaml src/crew/config/tasks.yaml --to team"
            })
    int imported(
            @Parameters(arity = "1..*", paramLabel = "FROM") List<Path> from,
            @Option(names = "--to", paramLabel = "DIR", description = "Where it goes; default: here.")
                    Optional<Path> folder,
            @Option(names = "--name", paramLabel = "NAME", description = "Name of the team; default: team.")
                    Optional<String> name,
            @Option(names = "--strict", description = "Exit with 1 when something was left out.") boolean strict,
            @Option(names = "--force", description = "Replace files that exist.") boolean force) {
        TeamDraft draft = new ForeignTeams(wiring.profiles()).read(from, name.orElse("team"), TEAM);
        Path where = folder.orElse(Path.of(""));
        int exit = write(draft, new TeamFiles(where, force), where);
        draft.leftOut().forEach(left -> output.progress(left.toString()));
        output.note(
                draft.leftOut().isEmpty()
                        ? "everything was carried over"
                        : "%d remarks above: what was not carried over, or not as it was"
                                .formatted(draft.leftOut().size()));
        return strict && !draft.leftOut().isEmpty() ? ExitStatus.FAILED.code() : exit;
    }

    private int write(TeamDraft draft, TeamFiles files, Path folder) {
        files.write(draft).forEach(file -> output.print(file.toString()));
        files.check(draft, wiring.profiles());
        String sets = draft.variables().stream()
                .map(name -> " --set %s=VALUE".formatted(name))
                .collect(Collectors.joining());
        output.note("next: cao launch --profile %s%s".formatted(folder.resolve(draft.team()), sets));
        return ExitStatus.DONE.code();
    }

    @Command(name = "validate", description = "Check profiles of teams and agents; all problems at once.")
    int validate(
            @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files,
            @Option(names = "--set", paramLabel = "NAME=VALUE", description = "As with launch.")
                    Map<String, String> variables,
            @Option(names = "--json", description = "Print {\"valid\", \"problems\": [...]}.") boolean json) {
        ObjectNode document = Json.object().put("valid", true);
        ArrayNode problems = document.putArray("problems");
        int exit = ExitStatus.DONE.code();
        for (Path file : files) {
            try {
                String what = check(places().profile(file), variables);
                if (!json) {
                    output.print("%s: a valid %s profile".formatted(file, what));
                }
            } catch (ProfileException e) {
                document.put("valid", false);
                exit = e.status().code();
                if (json) {
                    e.problems().forEach(problem -> problems.add(json(problem)));
                } else {
                    output.progress(e.what());
                }
            }
        }
        if (json) {
            output.print(document.toPrettyString());
        }
        return exit;
    }

    @Command(name = "list", description = "List the agents that teams can name, and where they are found.")
    int list(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "Look beside this team profile first.")
                    Optional<Path> file,
            @Option(names = "--json", description = "Print it as JSON.") boolean json) {
        List<AgentListing> agents = wiring.profiles().agents(file);
        if (json) {
            ArrayNode list = Json.object().putArray("agents");
            agents.forEach(agent -> list.add(json(agent)));
            output.print(Json.object().set("agents", list).toPrettyString());
        } else if (agents.isEmpty()) {
            output.note("no agents found; they are looked for in " + places().agentFolders());
        } else {
            Table table = new Table().row("AGENT", "PROVIDER", "FILE", "DESCRIPTION");
            agents.forEach(agent -> table.row(
                    agent.name(),
                    String.join(", ", agent.providers()),
                    agent.file().toString(),
                    remark(agent)));
            output.print(table.toString());
        }
        return 0;
    }

    @Command(name = "show", description = "Show a team profile as it is understood, and where each value comes from.")
    int show(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--set", paramLabel = "NAME=VALUE", description = "As with launch.")
                    Map<String, String> variables,
            @Option(names = "--json", description = "Print it as JSON.") boolean json) {
        LoadedProfile loaded = wiring.profiles().read(places().profile(file), given(variables));
        loaded.notes().forEach(note -> output.note(note.toString()));
        if (json) {
            output.print(Json.parseObject(TeamProfileJson.write(loaded.team())).toPrettyString());
        } else {
            output.printRaw(ProfileView.of(loaded));
        }
        return 0;
    }

    @Command(name = "schema", description = "Print the JSON schema of profiles, for editors.")
    int schema(@Parameters(paramLabel = "team|agent") String name) {
        output.printRaw(ProfileSchema.of(name)
                .orElseThrow(() -> new CaoException(
                        ExitStatus.USAGE,
                        "there is no schema '%s'".formatted(name),
                        "One of: " + String.join(", ", ProfileSchema.NAMES))));
        return 0;
    }

    /** Returns what kind of profile it is. */
    private String check(Path file, Map<String, String> variables) {
        ProfileReader reader = wiring.profiles();
        if (isAgent(file)) {
            reader.readAgent(file).notes().forEach(note -> output.note(note.toString()));
            return "agent";
        }
        reader.read(file, given(variables)).notes().forEach(note -> output.note(note.toString()));
        return "team";
    }

    /** A team names its workers; what cannot be read is complained of by the reader. */
    private static boolean isAgent(Path file) {
        if (file.toString().endsWith(".md")) {
            return true;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.noneMatch(line -> line.matches("[\\s{,\"']*(workers|supervisor|plan)[\"']?\\s*:.*"));
        } catch (IOException _) {
            // The team reader says what is wrong with the file.
            return false;
        }
    }

    private static Map<String, String> given(@org.jspecify.annotations.Nullable Map<String, String> variables) {
        return variables == null ? Map.of() : new LinkedHashMap<>(variables);
    }

    private Places places() {
        return wiring.places();
    }

    private static String remark(AgentListing agent) {
        return agent.problem()
                .map(problem -> "WRONG: " + problem.message())
                .or(() -> agent.shadowedBy().map(by -> "(hidden by " + by + ")"))
                .orElse(agent.description());
    }

    private static ObjectNode json(AgentListing agent) {
        ObjectNode node = Json.object()
                .put("name", agent.name())
                .put("file", agent.file().toString())
                .put("description", agent.description());
        agent.providers().forEach(node.putArray("providers")::add);
        node.put("hidden_by", agent.shadowedBy().map(Path::toString).orElse(null));
        node.set("problem", agent.problem().map(ProfileCommand::json).orElse(null));
        return node;
    }

    private static ObjectNode json(Problem problem) {
        return Json.object()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("field", problem.field())
                .put("message", problem.message());
    }
}
