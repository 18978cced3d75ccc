package dev.cao.standin;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.JsonReader;
import dev.cao.io.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line and the environment say.
 *
 * @param mcp the argv of the bridge to cao's tools; empty for none
 * @param exec the command that answers; empty for none
 * @param session never null once read: random where none was given
 * @param eventsGiven whether the person chose the event log, or it is found by the session's id
 */
record Options(
        List<String> mcp,
        List<String> exec,
        @Nullable Path script,
        String session,
        boolean resume,
        Path events,
        boolean eventsGiven,
        @Nullable String name,
        boolean help) {
    private static final int LONGEST_SESSION = 64;

    /**
     * Reads the arguments.
     *
     * @throws CaoException for wrong usage
     */
    static Options parse(List<String> arguments, Map<String, String> environment) {
        List<String> exec = List.of();
        List<String> mcp = List.of();
        Path script = null;
        String session = null;
        Path events = null;
        String name = null;
        boolean resume = false;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            switch (option) {
                case "-h", "--help" -> {
                    return new Options(List.of(), List.of(), null, "", false, Path.of(""), false, null, true);
                }
                case "--resume" -> resume = true;
                case "--script" -> script = Path.of(value(arguments, ++i, option));
                case "--session" -> session = checkedSession(value(arguments, ++i, option));
                case "--events" -> events = Path.of(value(arguments, ++i, option));
                case "--name" -> name = value(arguments, ++i, option);
                case "--mcp" -> mcp = words(value(arguments, ++i, option));
                case "--exec", "--" -> {
                    exec = command(arguments, i + 1, option);
                    i = arguments.size();
                }
                default -> throw usage((option.startsWith("-") ? "unknown option " : "unexpected argument ") + option);
            }
        }
        if (!exec.isEmpty() && script != null) {
            throw usage("--exec and --script exclude each other");
        }
        if (resume && session == null) {
            throw usage("--resume needs --session ID");
        }
        String id = session == null ? java.util.UUID.randomUUID().toString() : session;
        Path log = events == null ? stateDirectory(environment).resolve("agent").resolve(id + ".jsonl") : events;
        return new Options(mcp, exec, script, id, resume, log, events != null, name, false);
    }

    /** A command as a JSON list of its words. */
    private static List<String> words(String json) {
        try {
            if (JsonText.read(json) instanceof List<?> list) {
                return list.stream().map(String::valueOf).toList();
            }
        } catch (JsonReader.Malformed _) {
            throw usage("--mcp needs a command as a JSON list of its words");
        }
        throw usage("--mcp needs a command as a JSON list of its words");
    }

    static CaoException usage(String what) {
        return new CaoException(ExitStatus.USAGE, what, "Run 'cao agent --help'.");
    }

    private static List<String> command(List<String> arguments, int from, String option) {
        int start = option.equals("--exec")
                        && from < arguments.size()
                        && arguments.get(from).equals("--")
                ? from + 1
                : from;
        if (start >= arguments.size() || arguments.get(start).isEmpty()) {
            throw usage(option + " needs a command");
        }
        return List.copyOf(arguments.subList(start, arguments.size()));
    }

    private static String value(List<String> arguments, int i, String option) {
        if (i >= arguments.size() || arguments.get(i).isEmpty()) {
            throw usage(option + " needs a value");
        }
        return arguments.get(i);
    }

    /** The id becomes a file name. */
    private static String checkedSession(String id) {
        boolean good = id.length() <= LONGEST_SESSION && id.charAt(0) != '.' && id.charAt(0) != '-';
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            good &= c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
        }
        if (!good) {
            throw usage("--session " + id + ": at most 64 letters, digits, '-', '_' and '.' are allowed");
        }
        return id;
    }

    private static Path stateDirectory(Map<String, String> environment) {
        String home = environment.getOrDefault("CAO_HOME", "");
        if (!home.isEmpty()) {
            return Path.of(home);
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isEmpty() ? Path.of(System.getProperty("user.home", ""), ".local", "state") : Path.of(state);
        return base.resolve("cao");
    }
}
