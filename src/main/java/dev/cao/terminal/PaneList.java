package dev.cao.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the server has now: its session names, and our panes, each once however many windows show it. */
record PaneList(List<String> sessionNames, List<PaneRow> rows) {
    /** The commands whose reply {@link #read} takes. */
    static final String COMMANDS =
            "list-sessions -F '#{session_name}' ; list-panes -a -F " + TmuxQuote.quote(PaneRow.FORMAT);

    PaneList {
        sessionNames = List.copyOf(sessionNames);
        rows = List.copyOf(rows);
    }

    static PaneList read(Reply reply) {
        Map<String, PaneRow> byPane = new LinkedHashMap<>();
        for (String line : reply.lines(1)) {
            PaneRow.parse(line)
                    .ifPresent(row -> byPane.putIfAbsent(row.session().pane(), row));
        }
        return new PaneList(reply.lines(0), List.copyOf(byPane.values()));
    }

    Optional<PaneRow> find(Session session) {
        return rows.stream().filter(row -> row.session().equals(session)).findFirst();
    }

    /** Returns a name for a new tmux session that nobody uses yet. */
    String freeName(String wanted) {
        String name = TmuxPlace.fileName(wanted);
        String free = name;
        for (int i = 2; sessionNames.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
