package dev.cao.terminal;

import dev.cao.domain.ProcessExit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of our panes, as the server lists it.
 *
 * @param processId what runs in the pane now; another than the session's when a person respawned it
 */
record PaneRow(Session session, String tmuxSession, long processId, boolean dead, String status, String signal) {
    /** Our name comes last: it may hold anything but a line end. */
    static final String FORMAT = "#{pane_id}|#{pane_pid}|#{pane_dead}|#{pane_dead_status}|#{pane_dead_signal}"
            + "|#{session_id}|#{@cao_pid}|#{@cao_name}";

    private static final int FIELDS = 8;

    /** tmux gives names instead of numbers where the C library has them (macOS, BSD). */
    private static final Map<String, Integer> SIGNALS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("TRAP", 5),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("SEGV", 11),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));

    /** Reads a row; empty for panes that are not ours. */
    static Optional<PaneRow> parse(String line) {
        List<String> fields = List.of(line.split("\\|", FIELDS));
        if (fields.size() < FIELDS || fields.get(6).isEmpty() || fields.get(7).isEmpty()) {
            return Optional.empty();
        }
        Session session = new Session(fields.get(7), fields.get(0), Long.parseLong(fields.get(6)));
        return Optional.of(new PaneRow(
                session,
                fields.get(5),
                Long.parseLong(fields.get(1)),
                fields.get(2).equals("1"),
                fields.get(3),
                fields.get(4)));
    }

    /** Returns how the program ended; empty while it runs, and while tmux does not know yet. */
    Optional<ProcessExit> exit() {
        if (processId != session.pid()) {
            return Optional.of(new ProcessExit.Unknown("another program was started in its pane"));
        }
        if (!dead) {
            return Optional.empty();
        }
        if (!status.isEmpty() && signal.isEmpty()) {
            return Optional.of(new ProcessExit.Code(Integer.parseInt(status)));
        }
        if (signal.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(signalNumber()
                .<ProcessExit>map(ProcessExit.Signal::new)
                .orElseGet(() -> new ProcessExit.Unknown("signal " + signal)));
    }

    private Optional<Integer> signalNumber() {
        return signal.chars().allMatch(Character::isDigit)
                ? Optional.of(Integer.valueOf(signal))
                : Optional.ofNullable(SIGNALS.get(signal));
    }
}
