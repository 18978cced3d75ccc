package dev.cao.cli;

import dev.cao.io.ChildProcess;
import dev.cao.io.Reasons;
import dev.cao.io.StandardStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sun.misc.Signal;

/**
 * Shows long results a page at a time, as {@code PAGER} says ({@code less} where it is not set), when a person reads them
 * on a terminal. Whoever leaves the pager early has seen enough: that is no error.
 */
final class Pager {
    /** What every terminal shows at once is not worth a program. */
    private static final int SHORT_LINES = 20;

    private static final Set<String> PAGED = Set.of("logs", "status", "why", "profile", "replay");
    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    /** These go on, or take the terminal themselves. */
    private static final Set<String> NEVER = Set.of("-f", "--follow", "-w", "--watch", "init");

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Output output;

    Pager(Map<String, String> environment, PrintStream out, Output output) {
        this.environment = environment;
        this.out = out;
        this.output = output;
    }

    /** Tells whether the results of that command line are to be paged. */
    static boolean pages(List<String> words, Map<String, String> environment) {
        boolean help = words.stream().anyMatch(HELP::contains);
        boolean people = StandardStream.OUTPUT.isTerminal()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                // An agent that runs cao in its pane would hang in a pager.
                && !environment.containsKey("CAO_TOKEN");
        return people && wanted(words, help);
    }

    /** @param help whether the help of the command is asked for */
    static boolean wanted(List<String> words, boolean help) {
        return help
                || !words.isEmpty()
                        && PAGED.contains(words.getFirst())
                        && words.stream().noneMatch(NEVER::contains);
    }

    /** Shows what a command has printed. */
    void show(ByteArrayOutputStream printed) throws InterruptedException {
        String text = printed.toString(StandardCharsets.UTF_8);
        List<String> argv = program();
        boolean isShort = text.lines().limit(SHORT_LINES + 1L).count() <= SHORT_LINES;
        Optional<String> refusal = isShort || argv.isEmpty() ? Optional.of("") : through(argv, printed);
        if (refusal.isPresent()) {
            out.print(text);
            out.flush();
            // Below the text, where it can still be seen.
            refusal.filter(why -> !why.isEmpty() && environment.containsKey("PAGER"))
                    .ifPresent(output::note);
        }
    }

    private List<String> program() {
        String named = environment.getOrDefault("PAGER", "less").strip();
        return named.isEmpty() || named.equals("cat") ? List.of() : List.of(named.split("\\s+"));
    }

    /** Returns why the pager could not be started; empty when it has shown the text. */
    private Optional<String> through(List<String> argv, ByteArrayOutputStream text) throws InterruptedException {
        Map<String, String> extra = environment.containsKey("LESS") ? Map.of() : Map.of("LESS", "FRX");
        Process pager;
        try {
            pager = ChildProcess.reading(argv, extra);
        } catch (IOException e) {
            return Optional.of(
                    "PAGER names '%s', which cannot be started: %s".formatted(argv.getFirst(), Reasons.of(e)));
        }
        // Ctrl-C belongs to the pager, which stays; without us it would share the terminal with the shell.
        Signal.handle(new Signal("INT"), _ -> {});
        try (OutputStream in = pager.getOutputStream()) {
            text.writeTo(in);
        } catch (IOException _) {
            // It was left before it had read all.
        }
        pager.waitFor();
        return Optional.empty();
    }
}
