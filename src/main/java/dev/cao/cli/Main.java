package dev.cao.cli;

import dev.cao.standin.StandInAgent;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Properties;

/** Entry point of the program: turns the arguments into an exit status. */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Runs one command; the answer goes to {@code out}, everything else to {@code err}. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--version")) || arguments.equals(List.of("version"))) {
            out.println("cao " + version());
            return 0;
        }
        if (!arguments.isEmpty() && arguments.getFirst().equals("agent")) {
            return StandInAgent.main(arguments.subList(1, arguments.size()));
        }
        if (arguments.equals(List.of("selftest", "--train"))) {
            return 0;
        }
        err.println("cao: unknown command. Run 'cao --version'.");
        return USAGE;
    }

    private static String version() {
        try (var in = Main.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                return "unknown";
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
