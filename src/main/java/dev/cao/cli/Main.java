package dev.cao.cli;

import dev.cao.standin.StandInAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Entry point of the program: turns the arguments into an exit status. */
public final class Main {
    private static final String PLAIN = "--no-color";

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), Wiring.ofThisProcess()));
    }

    /** Runs one command; the answer goes to standard output, everything else to standard error. */
    static int run(List<String> arguments, Wiring wiring) {
        if (!arguments.isEmpty() && arguments.getFirst().equals("agent")) {
            // Not a command of ours but a program of its own, which must start fast.
            return StandInAgent.main(arguments.subList(1, arguments.size()));
        }
        return command(arguments, wiring);
    }

    private static int command(List<String> arguments, Wiring wiring) {
        List<String> words = new ArrayList<>(arguments);
        if (words.size() > 1 && words.getFirst().equals(PLAIN)) {
            words.add(1, words.removeFirst());
        }
        Commands commands = new Commands(wiring);
        try {
            Optional<CommandLine> one = words.isEmpty() ? Optional.empty() : commands.one(words.getFirst());
            if (one.isPresent()) {
                return one.get().execute(words.subList(1, words.size()).toArray(new String[0]));
            }
            if (!words.isEmpty() && !words.getFirst().startsWith("-")) {
                throw commands.unknown(words.getFirst());
            }
            return commands.all().execute(words.toArray(new String[0]));
        } catch (RuntimeException e) {
            return commands.errors().handle(e);
        }
    }
}
