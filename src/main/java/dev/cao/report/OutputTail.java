package dev.cao.report;

import dev.cao.domain.WorkerView;
import dev.cao.run.RunDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The end of what a worker's program has printed, without the codes that move a cursor. */
public final class OutputTail {
    private static final int SHOWN_LINES = 30;
    private static final int READ_BYTES = 32 * 1024;

    /** CSI, OSC, other escapes, and single control bytes but line feed. */
    private static final Pattern CODES = Pattern.compile(
            "\\x1b\\[[0-?]*[ -/]*[@-~]|\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)|\\x1b[ -/]*[0-~]|[\\x00-\\x09\\x0b-\\x1f\\x7f]");

    private OutputTail() {}

    /** The last lines and where the rest is. */
    public record Tail(Path file, List<String> lines) {
        public Tail {
            lines = List.copyOf(lines);
        }
    }

    /** Returns the file that holds what the worker's program prints; empty while it has no pane. */
    static Optional<Path> file(RunDirectory directory, WorkerView worker) {
        return worker.session().map(pane -> place(directory, pane)).filter(Files::isReadable);
    }

    static Path place(RunDirectory directory, WorkerView.Pane pane) {
        return directory.terminal().resolve(pane.session() + "-" + pane.pid() + ".out");
    }

    /** Returns the tail; empty when the worker was never started, or its output cannot be read. */
    public static Optional<Tail> of(RunDirectory directory, WorkerView worker) {
        return file(directory, worker).flatMap(file -> of(file, 0));
    }

    /** As above, of what was printed after that many bytes. */
    static Optional<Tail> of(Path file, long from) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(from, in.length() - READ_BYTES));
            byte[] bytes = new byte[(int) Math.max(0, in.length() - in.getFilePointer())];
            in.readFully(bytes);
            return Optional.of(new Tail(file, readable(new String(bytes, StandardCharsets.UTF_8))));
        } catch (IOException _) {
            // It was removed meanwhile; the journal's lines stand without it.
            return Optional.empty();
        }
    }

    /**
     * Returns the last lines that say something: no rules and frames, and of lines that follow each other with the same
     * letters, such as a spinner's and a clock's, only the first.
     */
    public static List<String> readable(String raw) {
        List<String> lines = new ArrayList<>();
        String before = "";
        for (String line : CODES.matcher(raw.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("")
                .split("\n")) {
            String letters = line.replaceAll("[^\\p{L}]", "");
            if (!line.isBlank() && line.matches(".*[\\p{L}\\p{N}].*") && !letters.equals(before)) {
                lines.add(line.stripTrailing());
            }
            before = letters.isEmpty() ? before : letters;
        }
        return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    }
}
