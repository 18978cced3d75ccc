package dev.cao.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What can stand behind a command, as its own help says: what a label such as {@code RUN} or {@code bash|zsh} stands for.
 *
 * @param path the command's words without cao: {@code status}, {@code profile show}
 * @param words its own commands, and choices of its first argument
 */
record CompletionEntry(
        String path, String description, List<Choice> options, List<String> words, List<Kind> arguments) {
    private static final Set<String> FILES = Set.of("FILE", "DIR", "FROM");
    private static final Pattern CHOICES = Pattern.compile("[a-z]+(\\|[a-z]+)+");

    /** What is asked of {@code cao names}, or found by the shell. */
    enum Kind {
        RUN,
        WORKER,
        PROFILE,
        PROVIDER,
        FILE,
        OTHER
    }

    /** An option: its names, and what its value is, where it has one. */
    record Choice(List<String> names, List<Kind> value, String description) {}

    /** Returns the entries of all commands that are shown, those of groups before those in them. */
    static List<CompletionEntry> of(CommandLine root) {
        List<CompletionEntry> entries = new ArrayList<>();
        collect("", root, entries);
        return entries;
    }

    private static void collect(String path, CommandLine parent, List<CompletionEntry> entries) {
        parent.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> {
                    String name = path.isEmpty() ? entry.getKey() : path + " " + entry.getKey();
                    entries.add(of(name, entry.getValue()));
                    collect(name, entry.getValue(), entries);
                });
    }

    private static CompletionEntry of(String path, CommandLine command) {
        String[] lines = command.getCommandSpec().usageMessage().description();
        List<PositionalParamSpec> positionals = command.getCommandSpec().positionalParameters();
        Stream<String> choices = positionals.stream()
                .map(PositionalParamSpec::paramLabel)
                .filter(label -> CHOICES.matcher(label).matches())
                .flatMap(label -> Arrays.stream(label.split("\\|")));
        return new CompletionEntry(
                path,
                lines.length == 0 ? "" : lines[0],
                command.getCommandSpec().options().stream()
                        .map(CompletionEntry::choice)
                        .toList(),
                Stream.concat(command.getSubcommands().keySet().stream().sorted(), choices)
                        .toList(),
                positionals.stream()
                        .flatMap(positional -> kinds(positional, positional.paramLabel()).stream())
                        .filter(kind -> kind != Kind.OTHER)
                        .distinct()
                        .toList());
    }

    private static Choice choice(OptionSpec option) {
        List<Kind> value = option.arity().max() == 0 ? List.of() : kinds(option, option.longestName());
        String[] lines = option.description();
        return new Choice(Arrays.stream(option.names()).sorted().toList(), value, lines.length == 0 ? "" : lines[0]);
    }

    /** An option tells by its name what it takes, an argument by its label. */
    private static List<Kind> kinds(ArgSpec argument, String name) {
        String label = argument.paramLabel();
        if (name.equals("--profile")) {
            return List.of(Kind.PROFILE);
        }
        if (name.equals("--provider") || name.equals("--supervisor")) {
            return List.of(Kind.PROVIDER);
        }
        String known = label.toUpperCase(Locale.ROOT);
        if (known.equals("RUN[/WORKER]")) {
            return List.of(Kind.RUN, Kind.WORKER);
        }
        if (known.contains("WORKER")) {
            return List.of(Kind.WORKER);
        }
        if (known.equals("RUN")) {
            return List.of(Kind.RUN);
        }
        if (known.equals("FILE") && !argument.isOption()) {
            return List.of(Kind.PROFILE);
        }
        return List.of(FILES.contains(known) ? Kind.FILE : Kind.OTHER);
    }
}
