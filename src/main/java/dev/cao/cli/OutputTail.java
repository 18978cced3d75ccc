package dev.cao.cli;

import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.run.Runs;
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
final class OutputTail {
    private static final int SHOWN_LINES = 30;
    private static final int READ_BYTES = 32 * 1024;

    /** CSI, OSC, other escapes, and single control bytes but line feed. */
    private static final Pattern CODES = Pattern.compile(
            "\\x1b\\[[0-?]*[ -/]*[@-~]|\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)|\\x1b[ -/]*[0-~]|[\\x00-\\x09\\x0b-\\x1f\\x7f]");

    private final Runs.Known run;

    OutputTail(Runs.Known run) {
        this.run = run;
    }

    /** The last lines and where the rest is. */
    record Tail(Path file, List<String> lines) {
        Tail {
            lines = List.copyOf(lines);
        }
    }

    /** Returns it; empty when the worker was never started, or its output cannot be read. */
    Optional<Tail> of(String worker) {
        return Optional.of(worker)
                .filter(WorkerName::isValid)
                .flatMap(name -> run.state().worker(new WorkerName(name)))
                .flatMap(WorkerView::session)
                .map(pane -> run.directory().terminal().resolve(pane.session() + "-" + pane.pid() + ".out"))
                .filter(Files::isReadable)
                .flatMap(OutputTail::read);
    }

    private static Optional<Tail> read(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(0, in.length() - READ_BYTES));
            byte[] bytes = new byte[(int) (in.length() - in.getFilePointer())];
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
    static List<String> readable(String raw) {
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
