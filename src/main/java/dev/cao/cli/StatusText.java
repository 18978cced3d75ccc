package dev.cao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Status documents as tables for people.
 *
 * <pre>
 * modernize-7f3  running 12s  in /home/ann/bank  supervisor plan
 *   WORKER     PROVIDER  STATUS   TASK        INBOX  DETAIL
 *   architect  command   working  t1 working  0      t1
 *   tasks: 1 open, 2 done
 * </pre>
 */
final class StatusText {
    private final Output output;
    private final Instant now;

    StatusText(Output output, Instant now) {
        this.output = output;
        this.now = now;
    }

    /** @param brief one line for each run */
    String of(List<ObjectNode> runs, boolean brief) {
        return brief ? list(runs) : runs.stream().map(this::whole).collect(Collectors.joining("\n\n"));
    }

    private String list(List<ObjectNode> runs) {
        Table table = new Table().row("RUN", "STATE", "EXIT", "STARTED", "TIME", "TASKS", "GOAL");
        for (ObjectNode run : runs) {
            table.row(
                    run.path("id").asText(),
                    run.path("state").asText(),
                    run.path("exit").isNull() ? "-" : run.path("exit").asText(),
                    run.path("started_at").asText().replaceFirst("\\.\\d+Z$", "Z"),
                    time(run),
                    tasks(run),
                    shortened(run.path("goal").asText()));
        }
        return table.toString();
    }

    private String whole(ObjectNode run) {
        String state = run.path("state").asText();
        StringBuilder text = new StringBuilder(
                        output.result(Output.Style.BOLD, run.path("id").asText()))
                .append("  ")
                .append(output.result(style(state), state))
                .append(
                        run.path("exit").isNull()
                                ? ""
                                : " (exit " + run.path("exit").asInt() + ")")
                .append("  ")
                .append(time(run))
                .append("  in ")
                .append(run.path("directory").asText());
        String supervisor = run.path("supervisor").path("provider").asText();
        text.append(supervisor.isEmpty() ? "" : "  supervisor " + supervisor).append('\n');
        String waits = run.path("supervisor").path("waits").asText();
        text.append(waits.isEmpty() ? "" : "  supervisor waits: " + waits + '\n');
        Table table = new Table().row("  WORKER", "PROVIDER", "STATUS", "TASK", "INBOX", "DETAIL");
        List<JsonNode> sessions = new ArrayList<>();
        if (run.path("supervisor").has("session")) {
            sessions.add(run.path("supervisor"));
        }
        run.path("workers").forEach(sessions::add);
        for (JsonNode worker : sessions) {
            table.row(
                    "  " + worker.path("name").asText(),
                    worker.path("provider").asText(),
                    worker.path("status").asText(),
                    task(worker.path("task")),
                    worker.path("inbox").asText(),
                    shortened(worker.path("detail").asText()));
        }
        text.append(table).append('\n').append("  tasks: ").append(tasks(run));
        run.path("limits_reached").forEach(limit -> text.append(limit(run, limit)));
        for (JsonNode question : run.path("questions")) {
            text.append(question(run, question));
        }
        String summary = run.path("summary").asText();
        return text.append(summary.isEmpty() ? "" : "\n  " + summary).toString();
    }

    private String task(JsonNode task) {
        if (!task.isObject()) {
            return "-";
        }
        Duration since = Duration.between(Instant.parse(task.path("since").asText()), now);
        return "%s %s %s".formatted(task.path("id").asText(), task.path("state").asText(), Durations.shown(since));
    }

    private static String limit(ObjectNode run, JsonNode limit) {
        String agent = limit.path("agent").asText();
        String name = (agent.isEmpty() ? "" : agent + ".") + limit.path("limit").asText();
        return "\n  %s: %s%n    cao resume %s --limit %s=VALUE"
                .formatted(
                        (limit.path("pauses").asBoolean() ? "paused" : "stopped")
                                + (agent.isEmpty() ? "" : " (" + agent + ")"),
                        limit.path("detail").asText(),
                        run.path("id").asText(),
                        name);
    }

    private static String question(ObjectNode run, JsonNode question) {
        List<String> choices = new ArrayList<>();
        question.path("choices").forEach(choice -> choices.add(choice.asText()));
        String from = question.path("from").asText();
        return "\n  %s asks %s: %s%s\n    cao answer %s/%s TEXT"
                .formatted(
                        from,
                        question.path("id").asText(),
                        question.path("text").asText().strip().replace("\n", "\n    "),
                        choices.isEmpty() ? "" : " [" + String.join(" | ", choices) + "]",
                        run.path("id").asText(),
                        from);
    }

    private String time(ObjectNode run) {
        Instant start = Instant.parse(run.path("started_at").asText());
        Instant end = run.path("ended_at").isTextual()
                ? Instant.parse(run.path("ended_at").asText())
                : now;
        return Durations.shown(Duration.between(start, end));
    }

    private static String tasks(ObjectNode run) {
        String counts = run.path("tasks")
                .propertyStream()
                .filter(count -> count.getValue().asInt() > 0)
                .map(count -> count.getValue().asInt() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "none yet" : counts;
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= 60 ? line : line.substring(0, 59) + "…";
    }

    private static Output.Style style(String state) {
        return switch (state) {
            case "done" -> Output.Style.GREEN;
            case "running" -> Output.Style.CYAN;
            case "stopped", "interrupted" -> Output.Style.YELLOW;
            default -> Output.Style.RED;
        };
    }
}
