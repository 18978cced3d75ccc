package dev.cao.cli;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.run.Narration;
import dev.cao.run.Narrator;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Tells the entries of a journal as lines:
 *
 * <pre>
 * 14:03:07  architect    t1 from supervisor: Take stock of the COBOL system
 * 14:03:09  architect    t1 done, 6120 characters
 * </pre>
 *
 * For one thread, in the journal's order.
 */
final class Progress {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int SUBJECT_WIDTH = 12;

    private final Narrator narrator;
    private final boolean forPeople;
    private final Paint paint;

    /** Colours a word, or leaves it. */
    interface Paint {
        String apply(Output.Style style, String text);
    }

    /** @param forPeople clock and columns; else full UTC time stamps, for files and CI */
    Progress(boolean forPeople, Paint paint) {
        this(forPeople, paint, new RunState());
    }

    /** @param past what the entries led to that came before those which are told */
    Progress(boolean forPeople, Paint paint, RunState past) {
        this.narrator = new Narrator(past);
        this.forPeople = forPeople;
        this.paint = paint;
    }

    /** Returns the line of an entry; empty when it is of no interest. */
    Optional<String> line(JournalEntry entry) {
        return narrator.line(entry).map(line -> forPeople ? columns(entry, line) : plain(entry.at(), line));
    }

    private String columns(JournalEntry entry, Narration.Line line) {
        String clock = CLOCK.format(entry.at().atZone(ZoneId.systemDefault()));
        String subject = line.subject()
                + " ".repeat(Math.max(0, SUBJECT_WIDTH - line.subject().length()));
        String indent = "\n" + " ".repeat(clock.length() + SUBJECT_WIDTH + 4);
        return paint.apply(Output.Style.DIM, clock) + "  " + paint.apply(Output.Style.CYAN, subject) + "  "
                + paint.apply(style(entry, line), line.text().replace("\n", indent));
    }

    private static String plain(Instant at, Narration.Line line) {
        return at.truncatedTo(ChronoUnit.MILLIS) + " " + line.subject() + ": "
                + line.text().replace("\n", "\n    ");
    }

    private static Output.Style style(JournalEntry entry, Narration.Line line) {
        return switch (line.level()) {
            case INFO -> entry.event() instanceof RunEvent.TaskEnded ? Output.Style.GREEN : Output.Style.PLAIN;
            case WARNING -> Output.Style.YELLOW;
            case ERROR -> Output.Style.RED;
        };
    }
}
