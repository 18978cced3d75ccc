package dev.cao.terminal;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The script that a pane runs: it takes itself away, empties the environment, sets the worker's, changes the directory
 * and becomes the program. So neither arguments nor secrets are ever in the argv of another program, and nothing of it
 * stays on disk once the program runs.
 */
final class StartScript {
    /** Exit code when the directory cannot be entered. */
    static final int NO_DIRECTORY = 126;

    /** Exit code when there is no such program. */
    static final int NO_PROGRAM = 127;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> OF_THE_RUNTIME = Set.of("TERM", "TMUX", "TMUX_PANE");

    private StartScript() {}

    /** Writes the script, mode 0700, as a new file. */
    static void write(Path file, SessionSpec spec) {
        try {
            PrivateFiles.writeNew(file, text(spec), true);
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST,
                    "the start script of " + spec.name() + " cannot be written: " + Reasons.of(e),
                    "Check that the disk is not full and that " + file.getParent() + " belongs to you.",
                    e);
        }
    }

    static String text(SessionSpec spec) {
        String program = ShellQuote.quote(spec.argv().getFirst());
        StringBuilder script = new StringBuilder(
                """
                #!/bin/sh
                /bin/rm -f -- "$0"
                %sset -f
                IFS='
                '
                for line in $(export -p); do
                  name=${line#export }
                  name=${name%%%%=*}
                  case $name in
                    '' | *[!A-Za-z0-9_]* | [0-9]* | TERM | TMUX | TMUX_PANE) ;;
                    *) unset "$name" ;;
                  esac
                done
                unset IFS line name
                """.formatted(spec.joining().map(StartScript::join).orElse("")));
        exports(spec.environment(), script);
        // The pauses: tmux drops what it has not read when it learns of an exit, and the kernel may be slower (3.3a).
        script.append("""
                cd -- %1$s 2>/dev/null || {
                  printf 'cao: cannot enter the directory %%s\\n' %1$s >&2
                  PATH=/usr/bin:/bin
                  sleep 0.1
                  exit %2$d
                }
                command -v %3$s >/dev/null 2>&1 || {
                  printf 'cao: there is no program %%s (PATH is %%s)\\n' %3$s "${PATH-}" >&2
                  PATH=/usr/bin:/bin
                  sleep 0.1
                  exit %4$d
                }
                exec""".formatted(ShellQuote.quote(spec.directory().toString()), NO_DIRECTORY, program, NO_PROGRAM));
        for (String word : spec.argv()) {
            script.append(' ').append(ShellQuote.quote(word));
        }
        return script.append('\n').toString();
    }

    private static String join(Path file) {
        return "{ echo $$ >%s; } 2>/dev/null\n".formatted(ShellQuote.quote(file.toString()));
    }

    private static void exports(Map<String, String> environment, StringBuilder script) {
        // In one group with its complaints silenced: a shell may grumble about a locale that it does not know.
        script.append("{\n:\n");
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || value.indexOf('\0') >= 0) {
                throw new CaoException(
                        ExitStatus.USAGE,
                        "the environment variable '" + name + "' cannot be set",
                        "Use letters, digits and underscores in its name, and no NUL in its value.");
            }
            if (!OF_THE_RUNTIME.contains(name)) {
                script.append("export ")
                        .append(name)
                        .append('=')
                        .append(ShellQuote.quote(value))
                        .append('\n');
            }
        });
        script.append("} 2>/dev/null\n");
    }
}
