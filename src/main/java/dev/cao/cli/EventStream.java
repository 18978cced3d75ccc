package dev.cao.cli;

import dev.cao.domain.JournalEntry;
import dev.cao.io.Reasons;
import dev.cao.report.EventLines;
import dev.cao.report.Redaction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes events as they happen: to a file, or to standard output. For one thread. */
final class EventStream implements AutoCloseable {
    private final Output output;
    private final Optional<Path> file;
    private Optional<BufferedWriter> writer = Optional.empty();
    private boolean failed;

    /** @param file empty for standard output */
    EventStream(Output output, Optional<Path> file) {
        this.output = output;
        this.file = file;
    }

    /** Writes one line; it can be read when this returns. After a failure, which is told once, it does nothing. */
    void write(JournalEntry entry, Redaction redaction) {
        String line = redaction.of(EventLines.of(entry));
        if (file.isEmpty()) {
            output.print(line);
        } else if (!failed) {
            try {
                append(file.get(), line);
            } catch (IOException e) {
                failed = true;
                output.note("--events: cannot write %s: %s".formatted(file.get(), Reasons.of(e)));
            }
        }
    }

    private void append(Path place, String line) throws IOException {
        if (writer.isEmpty()) {
            writer = Optional.of(Files.newBufferedWriter(place, StandardCharsets.UTF_8));
        }
        writer.get().write(line + "\n");
        writer.get().flush();
    }

    boolean failed() {
        return failed;
    }

    @Override
    public void close() {
        writer.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                failed = true;
                output.note("--events: cannot write %s: %s".formatted(file.orElseThrow(), Reasons.of(e)));
            }
        });
    }
}
