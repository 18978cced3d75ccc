package dev.cao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The explanation of a worker's status in sentences.
 *
 * <pre>
 * architect is working: t1.
 * How cao knows:
 *   turn 1 began (3.0s ago)
 * In hand: t1 from supervisor, working for 3.0s, typed once.
 * No message waits for it.
 * </pre>
 */
final class WhyText {
    private WhyText() {}

    static String of(ObjectNode why) {
        List<String> lines = new ArrayList<>();
        String detail = why.path("detail").asText();
        lines.add("%s is %s%s."
                .formatted(
                        why.path("worker").asText(),
                        why.path("status").asText(),
                        detail.isEmpty() ? "" : ": " + withoutStop(detail)));
        if (why.has("provider")) {
            int starts = why.path("incarnation").asInt();
            lines.add("It is a %s %s (%s)%s."
                    .formatted(
                            why.path("provider").asText(),
                            why.path("worker").asText().equals("supervisor") ? "supervisor" : "worker",
                            why.path("provider_because").asText(),
                            starts > 1 ? ", started %d times".formatted(starts) : ""));
        }
        lines.add("How cao knows:");
        why.path("evidence")
                .forEach(fact ->
                        lines.add("  %s (%s ago)".formatted(fact.path("fact").asText(), age(fact))));
        String hold = why.path("hold").asText();
        if (!hold.isEmpty()) {
            lines.add("Nothing is typed now, because " + withoutStop(hold) + ".");
        }
        tasks(why, lines);
        messages(why, lines);
        why.path("questions").forEach(question -> lines.add(question(why, question)));
        return String.join("\n", lines);
    }

    private static void tasks(ObjectNode why, List<String> lines) {
        if (why.path("tasks").isEmpty()) {
            lines.add("It has no task.");
        }
        for (JsonNode task : why.path("tasks")) {
            int attempt = task.path("attempt").asInt();
            lines.add("%s from %s: %s for %s%s%s."
                    .formatted(
                            task.path("id").asText(),
                            task.path("from").asText(),
                            task.path("state").asText(),
                            age(task),
                            attempt > 1 ? ", typed %d times".formatted(attempt) : "",
                            detail(task)));
        }
    }

    private static void messages(ObjectNode why, List<String> lines) {
        if (why.path("messages").isEmpty()) {
            lines.add("No message was sent to it.");
        }
        for (JsonNode message : why.path("messages")) {
            lines.add("%s from %s: %s %s ago%s."
                    .formatted(
                            message.path("id").asText(),
                            message.path("from").asText(),
                            message.path("state").asText(),
                            age(message),
                            detail(message)));
        }
    }

    private static String question(ObjectNode why, JsonNode question) {
        List<String> choices = new ArrayList<>();
        question.path("choices").forEach(choice -> choices.add(choice.asText()));
        return "%s, asked %s ago: %s%s; 'cao answer %s TEXT' answers it."
                .formatted(
                        question.path("id").asText(),
                        age(question),
                        question.path("text").asText().strip(),
                        choices.isEmpty() ? "" : " [" + String.join(" | ", choices) + "]",
                        why.path("worker").asText());
    }

    private static String detail(JsonNode node) {
        String detail = node.path("detail").asText();
        return detail.isEmpty() ? "" : " (" + withoutStop(detail) + ")";
    }

    private static String age(JsonNode node) {
        return Durations.shown(Duration.ofMillis(node.path("age_ms").asLong()));
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
