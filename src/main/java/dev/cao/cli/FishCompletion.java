package dev.cao.cli;

import dev.cao.cli.CompletionEntry.Choice;
import dev.cao.cli.CompletionEntry.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The completion script of fish, from the same entries as that of bash. */
final class FishCompletion {
    private static final String HEAD = """
            # fish completion of cao
            complete -c cao -e
            complete -c cao -f
            function __cao_at
                set -l words (string match -v -- '-*' (commandline -opc))
                test "$words[2..-1]" = "$argv"; or string match -q -- "$argv *" "$words[2..-1]"
            end
            function __cao_is
                set -l words (string match -v -- '-*' (commandline -opc))
                test "$words[2..-1]" = "$argv"
            end
            complete -c cao -n '__fish_use_subcommand' -l version -d 'Print the version of cao.'
            """;

    private FishCompletion() {}

    static String of(List<CompletionEntry> entries) {
        StringBuilder script = new StringBuilder(HEAD);
        for (CompletionEntry entry : entries) {
            int blank = entry.path().indexOf(' ');
            String where = blank < 0
                    ? "__fish_use_subcommand"
                    : "__cao_is " + entry.path().substring(0, blank);
            script.append("complete -c cao -n %s -a %s -d %s\n"
                    .formatted(quoted(where), entry.path().substring(blank + 1), quoted(entry.description())));
            entry.options().forEach(choice -> script.append(option(entry, choice)));
            arguments(entry, isGroup(entry, entries), script);
        }
        return script.toString();
    }

    private static String option(CompletionEntry entry, Choice choice) {
        String names = choice.names().stream()
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        String value = "";
        if (!choice.value().isEmpty()) {
            Kind kind = choice.value().getFirst();
            value = kind == Kind.FILE || kind == Kind.PROFILE ? " -r -F" : " -x";
            value += kind == Kind.FILE || kind == Kind.OTHER ? "" : " -a " + quoted(names(kind));
        }
        return "complete -c cao -n %s %s%s -d %s\n"
                .formatted(quoted("__cao_at " + entry.path()), names, value, quoted(choice.description()));
    }

    private static boolean isGroup(CompletionEntry entry, List<CompletionEntry> entries) {
        return entries.stream().anyMatch(other -> other.path().startsWith(entry.path() + " "));
    }

    private static void arguments(CompletionEntry entry, boolean group, StringBuilder script) {
        List<String> choices = group ? List.of() : entry.words();
        if (!choices.isEmpty()) {
            script.append("complete -c cao -n %s -a %s\n"
                    .formatted(quoted("__cao_at " + entry.path()), quoted(String.join(" ", choices))));
        }
        for (Kind kind : entry.arguments()) {
            String files = kind == Kind.PROFILE || kind == Kind.FILE ? " -F" : "";
            String names = names(kind).isEmpty() ? "" : " -a " + quoted(names(kind));
            script.append("complete -c cao -n %s%s%s\n".formatted(quoted("__cao_at " + entry.path()), files, names));
        }
    }

    private static String names(Kind kind) {
        return switch (kind) {
            case RUN -> "(cao names --runs 2>/dev/null)";
            case WORKER -> "(cao names 2>/dev/null)";
            case PROFILE -> "(cao names --profiles 2>/dev/null)";
            case PROVIDER -> "(cao names --providers 2>/dev/null)";
            case FILE, OTHER -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
