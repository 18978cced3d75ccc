package dev.cao.doctor;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param area what it is about: {@code tmux}, {@code locale}, the name of an agent CLI …
 * @param advice what to do about it, most often a command; empty when there is nothing to do
 */
public record Finding(String area, Level level, String what, String advice) {
    public Finding {
        requireNonNull(area, "area is null");
        requireNonNull(level, "level is null");
        requireNonNull(what, "what is null");
        requireNonNull(advice, "advice is null");
    }

    /** How bad it is. */
    public enum Level {
        OK,
        /** Good to know; keeps nothing from running. */
        NOTE,
        /** Something will not work, or not as expected. */
        WARNING,
        /** No run, or not the one that was asked about, can be started. */
        PROBLEM;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String area, String what) {
        return new Finding(area, Level.OK, what, "");
    }

    static Finding note(String area, String what, String advice) {
        return new Finding(area, Level.NOTE, what, advice);
    }

    static Finding warning(String area, String what, String advice) {
        return new Finding(area, Level.WARNING, what, advice);
    }

    /** Returns that something cannot be started, and what to do. */
    public static Finding problem(String area, String what, String advice) {
        return new Finding(area, Level.PROBLEM, what, advice);
    }

    /** Returns it as {@code cao doctor --json} prints it. */
    public ObjectNode toJson() {
        return Json.object()
                .put("area", area)
                .put("level", level.wireName())
                .put("what", what)
                .put("advice", advice);
    }
}
