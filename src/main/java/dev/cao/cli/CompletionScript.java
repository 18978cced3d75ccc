package dev.cao.cli;

import dev.cao.cli.CompletionEntry.Choice;
import dev.cao.cli.CompletionEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The completion script of bash, which zsh runs, too. Commands and options are written into the script, so that completing
 * them starts no process; names of runs, workers and profiles are asked of {@code cao names}.
 */
final class CompletionScript {
    private final List<CompletionEntry> entries;

    CompletionScript(CommandLine root) {
        this.entries = CompletionEntry.of(root);
    }

    String bash() {
        return """
                # bash completion of cao
                _cao() {
                  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
                  local command=${COMP_WORDS[1]} words= options= kinds=
                  if [ "$COMP_CWORD" = 1 ]; then
                    COMPREPLY=($(compgen -W '%s' -- "$current"))
                    return 0
                  fi
                  case $command in
                    %s) [ "$COMP_CWORD" = 2 ] || command="$command ${COMP_WORDS[2]}" ;;
                  esac
                  case $previous in
                %s    *)
                      case $command in
                %s      esac
                      ;;
                  esac
                  case $current in
                    -*) words=$options kinds= ;;
                  esac
                  case $kinds in *run*) words="$words $(cao names --runs 2>/dev/null)" ;; esac
                  case $kinds in *worker*) words="$words $(cao names 2>/dev/null)" ;; esac
                  case $kinds in *profile*) words="$words $(cao names --profiles 2>/dev/null)" ;; esac
                  case $kinds in *provider*) words="$words $(cao names --providers 2>/dev/null)" ;; esac
                  COMPREPLY=($(compgen -W "$words" -- "$current"))
                  case $kinds in
                    *file* | *profile*)
                      COMPREPLY+=($(compgen -f -- "$current"))
                      compopt -o filenames 2>/dev/null
                      ;;
                  esac
                  return 0
                }
                complete -F _cao cao
                """.formatted(top(), groups(), values(), cases());
    }

    /** zsh runs bash's function. */
    String zsh() {
        return """
                # zsh completion of cao
                (( ${+functions[compdef]} )) || { autoload -U +X compinit && compinit -i; }
                autoload -U +X bashcompinit && bashcompinit
                """ + bash();
    }

    String fish() {
        return FishCompletion.of(entries);
    }

    private String top() {
        return entries.stream()
                        .map(CompletionEntry::path)
                        .filter(path -> !path.contains(" "))
                        .collect(Collectors.joining(" "))
                + " help --help --version";
    }

    private String groups() {
        return entries.stream()
                .map(CompletionEntry::path)
                .filter(path -> path.contains(" "))
                .map(path -> path.substring(0, path.indexOf(' ')))
                .distinct()
                .collect(Collectors.joining(" | "));
    }

    /** What may stand behind an option that takes a value. */
    private String values() {
        StringBuilder cases = new StringBuilder();
        for (Kind kind : Kind.values()) {
            String names = named(choice -> choice.value().contains(kind));
            if (!names.isEmpty()) {
                cases.append("    %s) kinds='%s' ;;\n".formatted(names, kind == Kind.OTHER ? "" : word(kind)));
            }
        }
        return cases.toString();
    }

    private String named(Predicate<Choice> wanted) {
        return entries.stream()
                .flatMap(entry -> entry.options().stream())
                .filter(wanted)
                .flatMap(choice -> choice.names().stream())
                // A name that is a switch elsewhere is no sign that a value follows.
                .filter(name -> entries.stream()
                        .flatMap(entry -> entry.options().stream())
                        .allMatch(choice -> !choice.names().contains(name) || wanted.test(choice)))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" | "));
    }

    private String cases() {
        List<String> cases = new ArrayList<>();
        for (CompletionEntry entry : entries) {
            Stream<String> options = entry.options().stream()
                    .flatMap(choice -> choice.names().stream())
                    .sorted();
            cases.add("        '%s') words='%s' options='%s' kinds='%s' ;;\n"
                    .formatted(
                            entry.path(),
                            String.join(" ", entry.words()),
                            options.collect(Collectors.joining(" ")),
                            entry.arguments().stream()
                                    .map(CompletionScript::word)
                                    .collect(Collectors.joining(" "))));
        }
        return String.join("", cases);
    }

    static String word(Kind kind) {
        return switch (kind) {
            case RUN -> "run";
            case WORKER -> "worker";
            case PROFILE -> "profile";
            case PROVIDER -> "provider";
            case FILE -> "file";
            case OTHER -> "";
        };
    }
}
