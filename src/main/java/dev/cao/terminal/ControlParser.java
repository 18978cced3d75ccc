package dev.cao.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a tmux control client prints, line by line (tmux(1), "Control mode"). A block ends only with the very words
 * that it began with, so that text of a pane that looks like an end is just text. One thread.
 */
final class ControlParser {
    /** Something that was said. */
    sealed interface Event {
        /**
         * The output of one command.
         *
         * @param own whether the command came over this client's standard input
         */
        record Block(boolean ok, boolean own, List<String> lines) implements Event {
            public Block {
                lines = List.copyOf(lines);
            }
        }

        /** A line outside of blocks: a notification, or what a hook printed. */
        record Notice(String line) implements Event {}
    }

    private static final String BEGIN = "%begin ";

    private final List<String> lines = new ArrayList<>();
    private String header = "";

    /** Takes the next line; returns the event that it completes. */
    Optional<Event> feed(String line) {
        if (header.isEmpty()) {
            if (!line.startsWith(BEGIN)) {
                return Optional.of(new Event.Notice(line));
            }
            header = line.substring(BEGIN.length());
            return Optional.empty();
        }
        boolean ok = line.equals("%end " + header);
        if (!ok && !line.equals("%error " + header)) {
            lines.add(line);
            return Optional.empty();
        }
        // %begin 1363006971 262 1   (time, number of the command, flags: 1 = it came from this client)
        Event block = new Event.Block(ok, header.endsWith(" 1"), lines);
        lines.clear();
        header = "";
        return Optional.of(block);
    }
}
