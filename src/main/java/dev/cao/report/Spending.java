package dev.cao.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What models were paid for: by agent, and over time. */
final class Spending {
    private static final double WIDTH = 1100;
    private static final double HEIGHT = 150;

    private final Map<String, Sum> byWorker = new LinkedHashMap<>();
    private final List<Point> points = new ArrayList<>();
    private final Sum all = new Sum();

    private record Point(Instant at, long tokens) {}

    /** Mutable: grows with each turn. */
    private static final class Sum {
        private long turns;
        private long input;
        private long output;
        private long cached;
        private double cost;
        private boolean priced;

        void add(RunEvent.UsageMeasured usage) {
            turns++;
            input += usage.input();
            output += usage.output();
            cached += usage.cacheRead() + usage.cacheWrite();
            usage.costUsd().ifPresent(usd -> {
                cost += usd;
                priced = true;
            });
        }

        long tokens() {
            return input + output + cached;
        }

        String money() {
            return priced ? String.format(Locale.ROOT, "$%.4f", cost) : "–";
        }
    }

    Spending(RunRecord run) {
        for (JournalEntry entry : run.entries()) {
            if (entry.event() instanceof RunEvent.UsageMeasured usage) {
                byWorker.computeIfAbsent(usage.worker().value(), _ -> new Sum()).add(usage);
                all.add(usage);
                points.add(new Point(entry.at(), all.tokens()));
            }
        }
    }

    long tokens() {
        return all.tokens();
    }

    /** Returns the sum of what has a price; {@code –} where nothing has. */
    String money() {
        return all.money();
    }

    String html(Instant start, Instant end) {
        if (points.isEmpty()) {
            return "<p class=\"muted\">No model was paid for: no tokens were measured.</p>\n";
        }
        Html html = new Html();
        html.add(
                "<div class=\"scroll\"><table><caption class=\"muted\">Tokens by agent</caption><thead><tr><th>agent</th>"
                        + "<th class=\"n\">turns</th><th class=\"n\">input</th><th class=\"n\">output</th><th class=\"n\">cached</th>"
                        + "<th class=\"n\">all</th><th>share</th><th class=\"n\">cost</th></tr></thead><tbody>\n");
        byWorker.forEach((name, sum) -> row(html, name, sum));
        row(html, "all", all);
        html.add("</tbody></table></div>\n");
        chart(html, new TimeAxis(start, end, 4, WIDTH - 130));
        return html.toString();
    }

    private void row(Html html, String name, Sum sum) {
        double share = 100.0 * sum.tokens() / Math.max(1, all.tokens());
        html.add("<tr><th scope=\"row\">%s</th>", name);
        for (long number : List.of(sum.turns, sum.input, sum.output, sum.cached, sum.tokens())) {
            html.add("<td class=\"n\">%s</td>", String.format(Locale.ROOT, "%,d", number));
        }
        html.add("<td><span class=\"meter\"><i style=\"width:%s%%\"></i></span></td>", share);
        html.add("<td class=\"n\">%s</td></tr>\n", sum.money());
    }

    /** A step line: tokens come all at once, at the end of a turn. */
    private void chart(Html html, TimeAxis axis) {
        html.add(
                "<div class=\"scroll\"><svg class=\"spending\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"Tokens over time\">\n",
                WIDTH, HEIGHT + 20);
        for (TimeAxis.Mark mark : axis.marks()) {
            html.add("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"0\" y2=\"%s\"/>", mark.x(), mark.x(), HEIGHT);
            html.add("<text class=\"mark\" x=\"%s\" y=\"%s\">%s</text>\n", mark.x(), HEIGHT + 16, mark.label());
        }
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", axis.left(), HEIGHT));
        double y = HEIGHT;
        for (Point point : points) {
            y = HEIGHT - point.tokens() * (HEIGHT - 16) / Math.max(1, all.tokens());
            path.append(String.format(Locale.ROOT, "H%.1fV%.1f", axis.x(point.at()), y));
        }
        path.append(String.format(Locale.ROOT, "H%.1f", axis.right()));
        html.add("<path class=\"area\" d=\"%sV%sH%sZ\"/>", path, HEIGHT, axis.left());
        html.add("<path class=\"line\" d=\"%s\"/>", path);
        html.add(
                "<text class=\"end\" x=\"%s\" y=\"%s\">%s tokens</text></svg></div>\n",
                axis.right() + 6, y + 4, String.format(Locale.ROOT, "%,d", all.tokens()));
    }

    /** Adds an object for each agent. */
    void fill(ArrayNode list) {
        byWorker.forEach((name, sum) -> {
            var agent = list.addObject()
                    .put("worker", name)
                    .put("turns", sum.turns)
                    .put("input", sum.input)
                    .put("output", sum.output)
                    .put("cached", sum.cached);
            if (sum.priced) {
                agent.put("cost_usd", sum.cost);
            } else {
                agent.putNull("cost_usd");
            }
        });
    }
}
