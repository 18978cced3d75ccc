package dev.cao.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.run.Spent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What models were paid for: by agent, and over time. */
final class Spending {
    private static final double WIDTH = 1100;
    private static final double HEIGHT = 150;

    private final List<TokenCurve.Point> points;
    private final List<Spent> byAgent;
    private final Spent all;

    Spending(RunRecord run) {
        byAgent = Spent.of(run.state());
        all = Spent.sum(byAgent);
        points = run.tokens().points();
    }

    long tokens() {
        return all.allTokens();
    }

    /** Returns the sum of what has a price; {@code –} where nothing has. */
    String money() {
        return money(all);
    }

    private static String money(Spent spent) {
        return spent.costUsd()
                .map(usd -> String.format(Locale.ROOT, "$%.4f", usd))
                .orElse("–");
    }

    String html(Instant start, Instant end) {
        if (points.isEmpty()) {
            return "<p class=\"muted\">No model was paid for: no tokens were measured.</p>\n";
        }
        Html html = new Html();
        html.add(
                "<div class=\"scroll\"><table><caption class=\"muted\">Tokens by agent</caption><thead><tr><th>agent</th>"
                        + "<th class=\"n\">turns</th><th class=\"n\">input</th><th class=\"n\">output</th><th class=\"n\">cached</th>"
                        + "<th class=\"n\">all</th><th>share</th><th class=\"n\">cost</th><th>of it</th></tr></thead><tbody>\n");
        byAgent.forEach(spent -> row(html, spent));
        row(html, all);
        html.add("</tbody></table></div>\n");
        Spent.source(byAgent).ifPresent(source -> html.add("<p class=\"muted\">Priced by %s</p>\n", source));
        chart(html, new TimeAxis(start, end, 4, WIDTH - 130));
        return html.toString();
    }

    private void row(Html html, Spent spent) {
        double share = 100.0 * spent.allTokens() / Math.max(1, all.allTokens());
        html.add("<tr><th scope=\"row\">%s</th>", spent.agent());
        for (long number : List.of(
                (long) spent.turns(),
                spent.tokens().input(),
                spent.tokens().output(),
                cached(spent),
                spent.allTokens())) {
            html.add("<td class=\"n\">%s</td>", String.format(Locale.ROOT, "%,d", number));
        }
        html.add("<td><span class=\"meter\"><i style=\"width:%s%%\"></i></span></td>", share);
        html.add("<td class=\"n\">%s</td><td>%s</td></tr>\n", money(spent), spent.cost());
    }

    private static long cached(Spent spent) {
        return spent.tokens().cacheRead() + spent.tokens().cacheWrite();
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
        for (TokenCurve.Point point : points) {
            y = HEIGHT - point.tokens() * (HEIGHT - 16) / Math.max(1, all.allTokens());
            path.append(String.format(Locale.ROOT, "H%.1fV%.1f", axis.x(point.at()), y));
        }
        path.append(String.format(Locale.ROOT, "H%.1f", axis.right()));
        html.add("<path class=\"area\" d=\"%sV%sH%sZ\"/>", path, HEIGHT, axis.left());
        html.add("<path class=\"line\" d=\"%s\"/>", path);
        html.add(
                "<text class=\"end\" x=\"%s\" y=\"%s\">%s tokens</text></svg></div>\n",
                axis.right() + 6, y + 4, String.format(Locale.ROOT, "%,d", all.allTokens()));
    }

    /** Adds an object for each agent. */
    void fill(ArrayNode list) {
        byAgent.forEach(spent -> {
            ObjectNode agent = list.addObject()
                    .put("worker", spent.agent())
                    .put("turns", spent.turns())
                    .put("input", spent.tokens().input())
                    .put("output", spent.tokens().output())
                    .put("cached", cached(spent));
            optional(agent, "cost_usd", spent.costUsd());
            optional(agent, "measured_usd", spent.measured());
            optional(agent, "priced_usd", spent.priced());
            agent.put("unknown_tokens", spent.unknown());
        });
    }

    private static void optional(ObjectNode json, String key, Optional<Double> value) {
        value.ifPresentOrElse(number -> json.put(key, number), () -> json.putNull(key));
    }
}
