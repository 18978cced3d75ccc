package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells people what went wrong, and what to do. The only place where a failure becomes text and an exit code. No stack
 * trace is shown unless {@code CAO_DEBUG=1}.
 */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Output output;
    private final Map<String, String> environment;
    private final Path faults;

    /** @param state folder in which the details of a fault are kept */
    ErrorHandler(Output output, Map<String, String> environment, Path state) {
        this.output = output;
        this.environment = environment;
        this.faults = state.resolve("faults");
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        return handle(exception);
    }

    /** Tells what failed and returns the exit code. */
    int handle(Throwable failure) {
        boolean debug = "1".equals(environment.get("CAO_DEBUG"));
        if (debug) {
            output.progress(trace(failure).stripTrailing());
        }
        return switch (failure) {
            case CaoException told -> {
                List<String> lines = new ArrayList<>(told.what().lines().toList());
                told.advice().lines().forEach(lines::add);
                output.note(String.join("\n", lines));
                yield told.status().code();
            }
            case InterruptedException _ -> {
                output.note("interrupted");
                yield ExitStatus.INTERRUPTED.code();
            }
            default -> {
                output.note("a fault in cao: %s. %s"
                        .formatted(firstLine(failure), debug ? "See above." : keep(trace(failure))));
                yield ExitStatus.FAULT.code();
            }
        };
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        output.note(
                wrong instanceof UnmatchedArgumentException unmatched
                        ? unknown(unmatched)
                        : String.valueOf(wrong.getMessage()));
        output.note("'%s --help' shows what is allowed."
                .formatted(wrong.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitStatus.USAGE.code();
    }

    private static String unknown(UnmatchedArgumentException unmatched) {
        List<String> meant = unmatched.getSuggestions();
        String first = unmatched.getUnmatched().getFirst();
        return (unmatched.isUnknownOption() ? "there is no option %s" : "unexpected: '%s'").formatted(first)
                + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?");
    }

    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private String keep(String trace) {
        Path file = faults.resolve("fault-" + Instant.now().toString().replace(':', '-') + ".txt");
        try {
            Files.createDirectories(faults);
            Files.writeString(file, "cao " + Version.CURRENT + "\n" + trace);
            return "The details are in %s; please report it.".formatted(file);
        } catch (IOException e) {
            return "CAO_DEBUG=1 shows more (%s cannot be written: %s).".formatted(file, Reasons.of(e));
        }
    }
}
