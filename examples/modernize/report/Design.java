package report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the architect's answer inside a task text says about the system: its call edges.
 *
 * @param edges in the order of the text; empty where the task holds no such answer
 */
public record Design(List<Edge> edges) {
    private static final Pattern EDGE = Pattern.compile(
            "^\\s*- `([^`]+)` (CALL|LINK|XCTL|START|EXEC|RUN) `([^`]+)` \\(`([^`]+)`\\)", Pattern.MULTILINE);

    /** One control transfer, for example {@code - `ACCTINQ` LINK `ACCTSRV` (`online/ACCTINQ.cbl:88`)}. */
    public record Edge(String from, String verb, String to, String where) {
        @Override
        public String toString() {
            return "- `%s` %s `%s` (`%s`)".formatted(from, verb, to, where);
        }
    }

    public Design {
        edges = List.copyOf(edges);
    }

    /** The design inside a task text. */
    public static Design in(String task) {
        return new Design(EDGE.matcher(task)
                .results()
                .map(edge -> new Edge(edge.group(1), edge.group(2), edge.group(3), edge.group(4)))
                .distinct()
                .toList());
    }

    List<Edge> into(String program) {
        return edges.stream().filter(edge -> edge.to().equals(program)).toList();
    }

    /** Everything that can get control to this program, directly or not. */
    Set<String> reaching(String program) {
        Set<String> found = new TreeSet<>();
        collect(program, found);
        found.remove(program);
        return found;
    }

    private void collect(String program, Set<String> found) {
        for (Edge edge : into(program)) {
            if (found.add(edge.from())) {
                collect(edge.from(), found);
            }
        }
    }
}
