package dev.cao.watch;

import dev.cao.domain.CaoException;
import dev.cao.io.Tty;
import dev.cao.run.RunDirectory;
import dev.cao.store.Journal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What is known and what is looked at, kept up to date with what happens. For the loop's thread only. */
final class Display {
    /** Between two pictures of a pane that prints all the time: each costs a process. */
    private static final long SHORTEST_NANOS = 250_000_000;

    private final RunDirectory directory;
    private final Journal journal;
    private final BooleanSupplier alive;
    private final Photographs photographs;
    private final Teller teller;
    private final Pictures pictures = new Pictures();
    private long seq;
    private Link link = Link.ASKED;
    private Map<String, Live> live = Map.of();
    private Look look = Look.FIRST;
    private Preview preview = Preview.NONE;
    private Picture picture = new Pictures().of(Link.ASKED, Map.of());
    private boolean stale = true;
    /** What the picture that was asked for last shows, and how much its program had printed by then. */
    private String photographed = "";

    private boolean photographing;
    private long photographedAt = System.nanoTime() - SHORTEST_NANOS;

    Display(RunDirectory directory, Journal journal, BooleanSupplier alive, Photographs photographs, Teller teller) {
        this.directory = directory;
        this.journal = journal;
        this.alive = alive;
        this.photographs = photographs;
        this.teller = teller;
    }

    /** Reads what was not read before. */
    void readJournal() {
        int epoch = pictures.epoch();
        long before = seq;
        journal.forEachAfter(seq, entry -> {
            pictures.take(entry);
            seq = entry.seq();
        });
        boolean more = seq > before;
        stale |= more;
        if (pictures.over()) {
            link = Link.OVER;
            live = Map.of();
        } else if (link != Link.LIVE && (epoch != pictures.epoch() || more)) {
            // Somebody goes on with the run, or its socket opens only now.
            teller.again();
        }
    }

    /** Takes in what happened; returns what a key orders. */
    Order take(Happening happening) {
        switch (happening) {
            case Happening.Pressed(Key key) -> {
                refresh();
                Controls.Step step = Controls.press(key, look, picture);
                look = step.look();
                return step.order();
            }
            case Happening.Written _ -> readJournal();
            case Happening.Told(long _, Map<String, Live> workers) -> {
                live = workers;
                link = pictures.over() ? Link.OVER : Link.LIVE;
                stale = true;
            }
            case Happening.Untold(String refusal) -> untold(refusal);
            case Happening.Pictured(Preview taken) -> {
                preview = taken;
                photographing = false;
            }
            case Happening.Answered(String text) -> tell(text);
            case Happening.Failed(CaoException told) -> throw told;
            case Happening.Failed(Throwable why) -> throw new IllegalStateException(why);
            case Happening.Printed _, Happening.Resized _ -> {
                // The next frame looks at what was printed, and at the size.
            }
        }
        return new Order.None();
    }

    void tell(String text) {
        look = look.notice(text);
    }

    private void untold(String refusal) {
        readJournal();
        stale = true;
        live = Map.of();
        if (!pictures.over()) {
            boolean lives = alive.getAsBoolean();
            link = lives && !refusal.isEmpty() ? Link.SILENT : lives ? Link.ASKED : Link.LOST;
            if (!refusal.isEmpty()) {
                tell(refusal);
            }
        }
    }

    /** Brings the picture up to date, and asks for what is missing. */
    void refresh() {
        if (stale) {
            picture = pictures.of(link, live);
            stale = false;
            if (link == Link.LIVE) {
                teller.again();
            }
        }
        if (link == Link.ASKED) {
            // An orchestrator that is just starting or ending says nothing yet; this is drawn once a second.
            teller.again();
        }
        Picture.Row row = selected();
        String wanted = wanted(row);
        boolean other = !preview.worker().equals(row.name());
        boolean soon = System.nanoTime() - photographedAt < SHORTEST_NANOS;
        if (!wanted.equals(photographed) && !photographing && (other || !soon)) {
            photographed = wanted;
            photographedAt = System.nanoTime();
            photographing = true;
            photographs.take(row);
        }
    }

    private Picture.Row selected() {
        return picture.rows().stream()
                .filter(each -> each.name().equals(look.selected()))
                .findFirst()
                .orElse(picture.rows().getFirst());
    }

    /** Returns what a picture of the row's pane would show by now, other than the last if it differs. */
    private String wanted(Picture.Row row) {
        return row.name()
                + row.pane()
                + row.lastWord().length()
                + " "
                + Photographs.printed(directory, row)
                + (row.pane().isEmpty() ? " " + seq : "")
                + link;
    }

    /** Tells whether this can change what is on the screen: of what programs print, one pane alone is there. */
    boolean matters(Happening happening) {
        return !(happening instanceof Happening.Printed) || !wanted(selected()).equals(photographed);
    }

    /** Tells whether ages on the screen grow. */
    boolean grows() {
        return link != Link.OVER;
    }

    Scene scene(Tty.Size size, Instant now, ZoneId zone) {
        return new Scene(picture, look, preview, size, now, zone);
    }
}
