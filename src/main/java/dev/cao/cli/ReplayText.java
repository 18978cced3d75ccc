package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.ShortText;
import dev.cao.io.Json;
import dev.cao.supervisor.Replay;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A replay for people and for scripts.
 *
 * <pre>
 * turn 2  0.4s, 1200 tokens, 0.0041 USD
 *   result   handoff: The target structure is …
 *   says     I let security review it.
 *   calls    handoff {"agent_profile":"security","message":"Review: …"}
 * </pre>
 */
final class ReplayText {
    private static final int SHOWN = 160;

    private final Output output;
    private final boolean full;

    /** @param full all texts whole */
    ReplayText(Output output, boolean full) {
        this.output = output;
        this.full = full;
    }

    String of(Replay replay) {
        StringBuilder text = new StringBuilder();
        for (Replay.Turn turn : replay.turns()) {
            String head = "turn %d  %s"
                    .formatted(
                            turn.number(),
                            turn.answer().map(ReplayText::figures).orElse("was not answered"));
            text.append(output.result(Output.Style.BOLD, head)).append('\n');
            lines(text, turn.asked());
            lines(text, turn.answered());
        }
        return text.append(verdict(replay)).toString();
    }

    private static String figures(RunEvent.SupervisorAnswered answer) {
        return "%s, %d tokens, %s, %s"
                .formatted(
                        Durations.shown(Duration.ofMillis(answer.tookMs())),
                        answer.input() + answer.output() + answer.cacheRead() + answer.cacheWrite(),
                        answer.costUsd()
                                .map(cost -> String.format(Locale.ROOT, "%.4f USD", cost))
                                .orElse("cost unknown"),
                        answer.stop());
    }

    private void lines(StringBuilder text, List<Replay.Part> parts) {
        for (Replay.Part part : parts) {
            String said = (part.tool() + (part.tool().isEmpty() ? "" : separator(part)) + part.text()).strip();
            text.append("  %-8s %s%n"
                    .formatted(
                            word(part.speaker()),
                            full
                                    ? said.replace("\n", "\n           ")
                                    : ShortText.of(said.replaceAll("\\s+", " "), SHOWN)));
        }
    }

    private static String separator(Replay.Part part) {
        return part.speaker() == Replay.Speaker.CALLED ? " " : ": ";
    }

    private static String word(Replay.Speaker speaker) {
        return switch (speaker) {
            case TOLD -> "told";
            case RESULT -> "result";
            case REFUSED -> "refused";
            case THOUGHT -> "thinks";
            case SAID -> "says";
            case CALLED -> "calls";
        };
    }

    private String verdict(Replay replay) {
        Optional<String> difference = replay.difference();
        return difference
                .map(what -> output.result(Output.Style.RED, "Replayed, and it comes out differently: " + what + "."))
                .orElseGet(() -> output.result(
                        Output.Style.GREEN,
                        "Replayed without a model: %d requests and %d calls as they were recorded."
                                .formatted(replay.requests(), replay.calls())));
    }

    static String json(RunId run, Replay replay) {
        ObjectNode json = Json.object().put("id", run.value());
        ArrayNode turns = json.putArray("turns");
        for (Replay.Turn turn : replay.turns()) {
            ObjectNode each = turns.addObject().put("turn", turn.number());
            turn.answer()
                    .ifPresentOrElse(
                            answer -> each.put("model", answer.model())
                                    .put("stop", answer.stop())
                                    .put("took_ms", answer.tookMs())
                                    .put("input", answer.input())
                                    .put("output", answer.output())
                                    .put("cache_read", answer.cacheRead())
                                    .put("cache_write", answer.cacheWrite())
                                    .put("cost_usd", answer.costUsd().orElse(null)),
                            () -> each.putNull("model"));
            ArrayNode said = each.putArray("said");
            turn.asked().forEach(part -> part(said, part));
            turn.answered().forEach(part -> part(said, part));
        }
        json.put("requests", replay.requests()).put("calls", replay.calls());
        replay.difference().ifPresentOrElse(what -> json.put("difference", what), () -> json.putNull("difference"));
        return Json.line(json);
    }

    private static void part(ArrayNode said, Replay.Part part) {
        ObjectNode each = said.addObject().put("kind", part.speaker().name().toLowerCase(Locale.ROOT));
        if (!part.tool().isEmpty()) {
            each.put("tool", part.tool());
        }
        each.put("text", part.text());
    }
}
