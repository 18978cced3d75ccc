package dev.cao.provider.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.AgentFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Work that goes on after a turn. Of its subagents Qwen Code tells with each end of a turn, of its shells only when one is
 * started, and in the transcript when it tells the model that one has ended.
 */
final class QwenBackground {
    private static final Pattern STARTED = Pattern.compile("(?m)^id: (\\S+)$");

    private final Set<String> shells = new LinkedHashSet<>();
    private final List<String> untold = new ArrayList<>();
    /** When the last turn ended in which the model was told of work that had ended, as Qwen Code writes times. */
    private String reported = "";

    void used(JsonNode event) {
        if (event.path("tool_input").path("is_background").asBoolean()) {
            Matcher id = STARTED.matcher(
                    event.path("tool_response").path("llmContent").asText());
            if (id.find()) {
                shells.add(id.group(1));
            }
        }
    }

    /**
     * Returns the work that goes on.
     *
     * @param stop the end of a turn
     * @param isReport whether nobody asked for that turn
     */
    List<String> goesOn(JsonNode stop, boolean isReport) {
        if (isReport) {
            reported = stop.path("timestamp").asText();
        }
        List<String> work = new ArrayList<>(shells);
        for (JsonNode task : stop.path("background_tasks")) {
            if (task.path("status").asText("running").equals("running")) {
                work.add(task.path("id").asText());
            }
        }
        return work;
    }

    /** A shell ended. The turn in which the model is told of it tells its end, unless that turn is over already. */
    List<AgentFact> over(JsonNode line, Instant now) {
        String id = line.path("id").asText();
        if (!shells.remove(id)) {
            return List.of();
        }
        if (line.path("at").asText().compareTo(reported) <= 0) {
            return List.of(new AgentFact.BackgroundEnded(now, id));
        }
        untold.add(id);
        return List.of();
    }

    /** Returns what has ended since the last call; with the turn that is over now the model has been told. */
    List<String> told() {
        List<String> told = List.copyOf(untold);
        untold.clear();
        return told;
    }
}
