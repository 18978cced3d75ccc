package dev.cao.cli;

import dev.cao.domain.ExitStatus;
import dev.cao.mcp.Bridge;
import dev.cao.mcp.BridgeTraining;
import dev.cao.mcp.Hook;
import dev.cao.standin.StandInAgent;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Entry point of the program: turns the arguments into an exit status. */
public final class Main {
    private static final String PLAIN = "--no-color";

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && (args[0].equals("mcp") || args[0].equals("hook"))) {
            Runtime.getRuntime().halt(ofAnAgent(args));
        }
        System.exit(run(List.of(args), Wiring.ofThisProcess()));
    }

    /** What agents start, often: none of the classes that commands need is loaded. */
    private static int ofAnAgent(String[] args) {
        if (args.length == 3 && args[1].equals("--train")) {
            return train(Path.of(args[2]));
        }
        InputStream in = new FileInputStream(FileDescriptor.in);
        return args[0].equals("mcp")
                ? Bridge.run(System.getenv(), in, new FileOutputStream(FileDescriptor.out))
                : Hook.run(List.of(args).subList(1, args.length), System.getenv(), in);
    }

    private static int train(Path folder) {
        try {
            return BridgeTraining.run(folder);
        } catch (IOException _) {
            return ExitStatus.FAULT.code();
        }
    }

    /** Runs one command; the answer goes to standard output, everything else to standard error. */
    static int run(List<String> arguments, Wiring wiring) {
        if (!arguments.isEmpty() && arguments.getFirst().equals("agent")) {
            // Not a command of ours but a program of its own, which must start fast.
            return StandInAgent.main(arguments.subList(1, arguments.size()));
        }
        int exit = Pager.pages(arguments, wiring.environment()) ? paged(arguments, wiring) : command(arguments, wiring);
        return wiring.lostResults().map(why -> lost(exit, why, wiring)).orElse(exit);
    }

    private static int paged(List<String> arguments, Wiring wiring) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        int exit = command(arguments, wiring.keeping(results));
        try {
            wiring.pager().show(results);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return exit;
    }

    private static int lost(int exit, String why, Wiring wiring) {
        wiring.output().note("standard output cannot be written: " + why);
        return exit == ExitStatus.DONE.code() ? ExitStatus.FAILED.code() : exit;
    }

    private static int command(List<String> arguments, Wiring wiring) {
        List<String> words = new ArrayList<>(arguments);
        if (words.size() > 1 && words.getFirst().equals(PLAIN)) {
            words.add(1, words.removeFirst());
        }
        if (!words.isEmpty() && words.getFirst().equals("help")) {
            words.removeFirst();
            words.add("--help");
        }
        boolean help = words.contains("--help") || words.contains("-h");
        Commands commands = new Commands(wiring);
        try {
            Optional<CommandLine> one = words.isEmpty() ? Optional.empty() : commands.one(words.getFirst());
            if (one.isPresent()) {
                if (help) {
                    Commands.addExamples(one.get());
                }
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
