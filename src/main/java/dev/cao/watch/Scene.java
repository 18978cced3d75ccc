package dev.cao.watch;

import dev.cao.io.Tty;
import java.time.Instant;
import java.time.ZoneId;

/** All that a frame is made of. */
record Scene(Picture picture, Look look, Preview preview, Tty.Size size, Instant now, ZoneId zone) {
    /** Returns the row of the worker that is selected; the supervisor's when it is filtered out or gone. */
    Picture.Row selected() {
        return picture.rows().stream()
                .filter(row -> row.name().equals(look.selected()))
                .findFirst()
                .orElse(picture.rows().getFirst());
    }
}
