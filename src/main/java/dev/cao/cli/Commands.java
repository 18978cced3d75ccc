package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * The commands by name. A named one is built alone, because reading the annotations of all takes longer than most
 * commands; the tree of all is for help, completion and names that nobody knows.
 */
final class Commands {
    private static final Set<String> HIDDEN = Set.of("orchestrate", "selftest", "names");
    private static final Map<String, Function<Wiring, Object>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("launch", LaunchCommand::new);
        BY_NAME.put("wait", WaitCommand::new);
        BY_NAME.put("status", StatusCommand::new);
        BY_NAME.put("attach", AttachCommand::new);
        BY_NAME.put("logs", LogsCommand::new);
        BY_NAME.put("send", SendCommand::new);
        BY_NAME.put("answer", AnswerCommand::new);
        BY_NAME.put("interrupt", InterruptCommand::new);
        BY_NAME.put("stop", StopCommand::new);
        BY_NAME.put("resume", ResumeCommand::new);
        BY_NAME.put("prune", PruneCommand::new);
        BY_NAME.put("why", WhyCommand::new);
        BY_NAME.put("report", ReportCommand::new);
        BY_NAME.put("replay", ReplayCommand::new);
        BY_NAME.put("doctor", DoctorCommand::new);
        BY_NAME.put("profile", ProfileCommand::new);
        BY_NAME.put("bedrock", BedrockCommand::new);
        BY_NAME.put("completion", CompletionCommand::new);
        BY_NAME.put("names", NamesCommand::new);
        BY_NAME.put("orchestrate", OrchestrateCommand::new);
        BY_NAME.put("selftest", SelftestCommand::new);
        BY_NAME.put("version", VersionCommand::new);
    }

    private final Wiring wiring;
    private final ErrorHandler errors;

    Commands(Wiring wiring) {
        this.wiring = wiring;
        this.errors = new ErrorHandler(
                wiring.output(), wiring.environment(), wiring.places().state());
    }

    ErrorHandler errors() {
        return errors;
    }

    /** Returns one command on its own; empty when there is none of that name. */
    Optional<CommandLine> one(String name) {
        return Optional.ofNullable(BY_NAME.get(name)).map(make -> {
            CommandLine command = new CommandLine(make.apply(wiring));
            command.setCommandName("cao " + name);
            return prepared(command);
        });
    }

    /** Adds examples to the help of a command and of those in it; done only when help is asked for. */
    static void addExamples(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName().replaceFirst("^cao ?", "");
        List<String> examples = Examples.of(name);
        if (!examples.isEmpty()) {
            UsageMessageSpec usage = command.getCommandSpec().usageMessage();
            List<String> footer = new ArrayList<>(List.of(usage.footer()));
            footer.addAll(List.of("", "Examples:"));
            // A % would be a format.
            examples.forEach(example -> footer.add("  " + example.replace("%", "%%")));
            usage.footer(footer.toArray(String[]::new));
        }
        command.getSubcommands().values().forEach(Commands::addExamples);
    }

    /** Returns what to tell somebody who wrote this as a command. */
    CaoException unknown(String name) {
        List<String> visible = BY_NAME.keySet().stream()
                .filter(known -> !HIDDEN.contains(known))
                .toList();
        String meant = Names.nearest(name, visible)
                .map("; did you mean '%s'?"::formatted)
                .orElse("");
        return new CaoException(
                ExitStatus.USAGE,
                "there is no command '%s'%s".formatted(name, meant),
                "'cao --help' lists the commands.");
    }

    /** Returns the tree of all commands. */
    CommandLine all() {
        CommandLine root = new CommandLine(new RootCommand(wiring));
        BY_NAME.forEach((name, make) -> root.addSubcommand(name, make.apply(wiring)));
        return prepared(root);
    }

    private CommandLine prepared(CommandLine command) {
        addHelp(command);
        return command.registerConverter(RunId.class, Commands::runId)
                .registerConverter(Duration.class, Durations::parse)
                .setOut(wiring.output().resultWriter())
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false)
                .setAbbreviatedOptionsAllowed(false);
    }

    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help.")
                    .build());
        }
        command.getSubcommands().values().forEach(Commands::addHelp);
    }

    private static RunId runId(String text) {
        if (!RunId.isValid(text)) {
            throw new TypeConversionException("'%s' is no name of a run; they look like modernize-7f3".formatted(text));
        }
        return new RunId(text);
    }
}
