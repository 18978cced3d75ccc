package dev.cao.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Completion scripts from the tree of commands. Commands and options are written into the script, so that completing
 * them starts no process; names of runs and workers are asked of {@code cao names}.
 */
final class CompletionScript {
    private static final Set<String> TAKE_RUNS = Set.of("wait", "status", "stop", "logs", "report");
    private static final Set<String> TAKE_WORKERS = Set.of("attach", "send", "answer", "interrupt", "why", "logs");

    private final Map<String, CommandLine> commands = new TreeMap<>();

    CompletionScript(CommandLine root) {
        root.getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                commands.put(name, command);
            }
        });
    }

    String bash() {
        return """
                # bash completion of cao
                _cao() {
                  local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=
                  if [ "$COMP_CWORD" = 1 ]; then
                    words='%s'
                  else
                    case $command in
                %s    esac
                    case $current in
                      -*) ;;
                      *)
                        case $command in
                          %s) words="$words $(cao names --runs 2>/dev/null)" ;;
                        esac
                        case $command in
                          %s) words="$words $(cao names 2>/dev/null)" ;;
                        esac
                        ;;
                    esac
                  fi
                  COMPREPLY=($(compgen -W "$words" -- "$current"))
                }
                complete -o default -F _cao cao
                """.formatted(names(), cases(), alternatives(TAKE_RUNS), alternatives(TAKE_WORKERS));
    }

    /** zsh runs bash's function. */
    String zsh() {
        return "# zsh completion of cao\nautoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                + bash();
    }

    String fish() {
        StringBuilder script = new StringBuilder("# fish completion of cao\ncomplete -c cao -e\n");
        commands.forEach((name, command) -> {
            script.append("complete -c cao -f -n __fish_use_subcommand -a %s -d %s\n"
                    .formatted(name, quoted(description(command))));
            for (String option : options(command)) {
                script.append("complete -c cao -n '__fish_seen_subcommand_from %s' %s\n"
                        .formatted(
                                name,
                                option.startsWith("--") ? "-l " + option.substring(2) : "-s " + option.substring(1)));
            }
        });
        script.append("complete -c cao -f -n '__fish_seen_subcommand_from %s' -a '(cao names --runs 2>/dev/null)'\n"
                .formatted(TAKE_RUNS.stream().sorted().collect(Collectors.joining(" "))));
        script.append("complete -c cao -f -n '__fish_seen_subcommand_from %s' -a '(cao names 2>/dev/null)'\n"
                .formatted(TAKE_WORKERS.stream().sorted().collect(Collectors.joining(" "))));
        return script.toString();
    }

    private String names() {
        return String.join(" ", commands.keySet()) + " --help --version";
    }

    private String cases() {
        StringBuilder cases = new StringBuilder();
        commands.forEach((name, command) -> {
            String words = String.join(" ", options(command));
            String more = String.join(
                    " ",
                    name.equals("completion")
                            ? List.of("bash", "zsh", "fish")
                            : command.getSubcommands().keySet());
            cases.append("      %s) words='%s' ;;\n".formatted(name, (words + " " + more).strip()));
        });
        return cases.toString();
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .sorted()
                .toList();
    }

    private static String alternatives(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(" | "));
    }

    private static String description(CommandLine command) {
        String[] lines = command.getCommandSpec().usageMessage().description();
        return lines.length == 0 ? "" : lines[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
