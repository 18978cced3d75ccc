package dev.cao.cli;

import dev.cao.io.StandardStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Where a command's words go: results to standard output, everything else to standard error. The only class that writes
 * to either. Safe for many threads.
 */
final class Output {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colourOut;
    private final boolean colourErr;
    private volatile boolean talking;

    @Option(names = "--no-color", description = "Plain text, as with NO_COLOR set.")
    private boolean plain;

    Output(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean errIsTerminal = StandardStream.ERROR.isTerminal();
        this.colourOut = wanted && StandardStream.OUTPUT.isTerminal();
        this.colourErr = wanted && errIsTerminal;
        this.talking = errIsTerminal && StandardStream.INPUT.isTerminal();
    }

    private Output(PrintStream out, PrintStream err, boolean colourOut, boolean colourErr, boolean plain) {
        this.out = out;
        this.err = err;
        this.colourOut = colourOut;
        this.colourErr = colourErr;
        this.plain = plain;
    }

    /** Prints a result, with a line break. */
    void print(String result) {
        out.println(result);
    }

    /** Prints a result as it is. */
    void printRaw(String result) {
        out.print(result);
        out.flush();
    }

    /** Returns results as a stream, for what picocli itself prints. */
    PrintWriter resultWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    /** Tells people something, on standard error. */
    void note(String text) {
        err.println("cao: " + text);
    }

    /** Prints a line of progress, on standard error. */
    void progress(String line) {
        err.println(line);
    }

    /** Asks on standard error, without a line break. */
    void ask(String question) {
        err.print("cao: " + question);
        err.flush();
    }

    /** From now on nobody is asked. */
    void askNobody() {
        talking = false;
    }

    /** Returns an output whose results go where everything else goes, because standard output holds something else. */
    Output aside() {
        return new Output(err, err, colourErr, colourErr, plain);
    }

    /** Tells whether a person can be asked: both the question and the answer go over a terminal. */
    boolean canAsk() {
        return talking;
    }

    /** Tells whether progress is read by a person at a terminal. */
    boolean progressIsForPeople() {
        return StandardStream.ERROR.isTerminal();
    }

    /** Tells whether results may have colours. */
    boolean mayColour() {
        return colourOut && !plain;
    }

    /** Returns the text as results show it. */
    String result(Style style, String text) {
        return mayColour() ? style.paint(text) : text;
    }

    /** Returns the text as progress shows it. */
    String progress(Style style, String text) {
        return colourErr && !plain ? style.paint(text) : text;
    }

    /** How a word looks. */
    enum Style {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }

        private String paint(String text) {
            return code.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
        }
    }
}
