package dev.cao.standin;

import dev.cao.io.ProcessFamily;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs commands for turns, one at a time. What a command leaves running ends with it: nothing outlives its turn.
 */
final class CommandRunner {
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** How long output may still come when the command is over but something holds its pipe. */
    private static final long REST_OF_OUTPUT_MS = 500;

    private static final int MOST_ANSWER_CHARACTERS = 16 << 20;
    private static final int STDERR_TAIL_CHARACTERS = 2000;

    private final ProcessFamily family = new ProcessFamily();
    private final Path javaProgram = Path.of(System.getProperty("java.home", ""), "bin", "java");

    /**
     * What a command left behind.
     *
     * @param trouble why it could not do its work, for people; empty when it exited with 0
     */
    record Outcome(String output, int exitCode, String trouble) {
        TurnEnd.Answered end() {
            return new TurnEnd.Answered(output, !trouble.isEmpty(), trouble, exitCode, Map.of());
        }
    }

    /** Runs the command to its end, with this text on its standard input; its output is shown as it comes. */
    Outcome run(List<String> argv, String input, Turn turn) throws InterruptedException {
        Process process;
        try {
            process = family.start(argv, Map.of("CAO_JAVA", javaProgram.toString()));
        } catch (IOException e) {
            return new Outcome("", 127, "cannot start " + argv.getFirst() + ": " + e.getMessage());
        }
        try {
            return await(process, input, turn);
        } finally {
            // Also what the command has started: the interrupt flag must not cut this short.
            boolean interrupted = Thread.interrupted();
            family.end(GRACE);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends whatever runs; safe from any thread. */
    void end() throws InterruptedException {
        family.end(GRACE);
    }

    /** Kills whatever runs, without waiting; safe from any thread. */
    void kill() {
        family.kill();
    }

    private static Outcome await(Process process, String input, Turn turn) throws InterruptedException {
        StringBuffer answer = new StringBuffer();
        StringBuffer errors = new StringBuffer();
        AtomicBoolean tooLong = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().name("command-stdin").start(() -> write(process, input));
        Thread out = Thread.ofVirtual().name("command-stdout").start(() -> {
            if (!read(process.getInputStream(), answer, turn)) {
                tooLong.set(true);
                process.destroyForcibly();
            }
        });
        Thread err = Thread.ofVirtual().name("command-stderr").start(() -> readTail(process.getErrorStream(), errors));
        int exitCode;
        try {
            exitCode = process.waitFor();
            out.join(REST_OF_OUTPUT_MS);
            err.join(REST_OF_OUTPUT_MS);
        } finally {
            writer.interrupt();
            out.interrupt();
            err.interrupt();
        }
        String output = withoutLastLineEnd(answer.toString());
        if (tooLong.get()) {
            return new Outcome(output, exitCode, "the answer is longer than " + MOST_ANSWER_CHARACTERS + " characters");
        }
        String tail = errors.toString().strip();
        String trouble = exitCode == 0 ? "" : "exit code " + exitCode + (tail.isEmpty() ? "" : ": " + tail);
        return new Outcome(output, exitCode, trouble);
    }

    private static void write(Process process, String input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // The command did not want to read all; its exit code tells the rest.
            return;
        }
    }

    /** Reads to the end; false if that is too much. */
    private static boolean read(InputStream from, StringBuffer answer, Turn turn) {
        char[] buffer = new char[8192];
        try (Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            int length = reader.read(buffer);
            while (length >= 0) {
                String chunk = new String(buffer, 0, length);
                answer.append(chunk);
                turn.show(chunk);
                if (answer.length() > MOST_ANSWER_CHARACTERS) {
                    return false;
                }
                length = reader.read(buffer);
            }
        } catch (IOException _) {
            // The pipe was closed under us: the turn is over.
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private static void readTail(InputStream from, StringBuffer tail) {
        char[] buffer = new char[4096];
        try (Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            int length = reader.read(buffer);
            while (length >= 0) {
                tail.append(buffer, 0, length);
                if (tail.length() > 2 * STDERR_TAIL_CHARACTERS) {
                    tail.delete(0, tail.length() - STDERR_TAIL_CHARACTERS);
                }
                length = reader.read(buffer);
            }
        } catch (IOException _) {
            // What was read is what there is.
            return;
        }
    }

    private static String withoutLastLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
