package dev.cao.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.EventTail;
import dev.cao.agent.Observer;
import dev.cao.agent.Watched;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads of Gemini CLI's transcript how a turn ended, with the exact answer: the hook's own {@code prompt_response} repeats
 * parts of an answer that came in several pieces (0.61.0), and is the same for an error and for Esc. And what it cost.
 */
final class GeminiTranscript implements Observer {
    /** The transcript's line comes together with the hook; a busy machine may take so long. */
    private static final Duration LATEST = Duration.ofSeconds(3);
    /** Where the hook has seen an answer, it must come. */
    private static final Duration LATEST_ANSWER = Duration.ofSeconds(30);

    private static final String NO_RESPONSE = "[no response text]";
    private static final String LOOP = "System: Potential loop detected";

    private static final Duration AGAIN = Duration.ofMillis(100);

    private final EventTail events;
    private Optional<Path> file = Optional.empty();
    private Optional<EventTail> tail = Optional.empty();
    /** How much of each transcript the event log accounts for: an earlier orchestrator may have read some. */
    private final Map<String, Long> counted = new HashMap<>();

    private final Map<String, JsonNode> uncounted = new LinkedHashMap<>();
    private final Set<String> messages = new HashSet<>();
    private String prompt = "";
    /** The turn that a hook says is over, and of which the transcript has not told yet. */
    private Optional<Ended> ended = Optional.empty();

    private Optional<Told> told = Optional.empty();
    private Instant nextLook = Instant.MAX;

    private record Ended(String prompt, Instant latest) {}

    /** @param how {@code answer}, {@code error}, {@code cancelled}, or {@code none}: it ended without an answer */
    private record Told(String how, String text) {}

    GeminiTranscript(Watched watched) {
        this.events = new EventTail(watched.eventLog());
    }

    @Override
    public List<Path> folders() {
        return file.map(Path::getParent).filter(Files::isDirectory).stream().toList();
    }

    @Override
    public Instant nextLook() {
        return nextLook;
    }

    @Override
    public List<String> look(Instant now) {
        List<String> lines = new ArrayList<>();
        try {
            for (EventTail.Line line : events.newLines()) {
                GeminiLines.object(line.text()).ifPresent(event -> heard(event, now));
            }
            if (tail.isPresent()) {
                for (EventTail.Line line : tail.get().newLines()) {
                    GeminiLines.object(line.text()).ifPresent(this::read);
                }
            }
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read a transcript of Gemini: " + e.getMessage(), "", e);
        }
        ended.filter(turn -> told.isPresent() || !now.isBefore(turn.latest())).ifPresent(turn -> {
            lines.add(end(turn));
            ended = Optional.empty();
            told = Optional.empty();
            lines.addAll(usages());
        });
        nextLook = ended.isPresent() ? now.plus(AGAIN) : Instant.MAX;
        return lines;
    }

    private void heard(ObjectNode event, Instant now) {
        Optional.of(event.path("transcript_path").asText())
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(path -> !file.equals(Optional.of(path)))
                .ifPresent(path -> {
                    EventTail found = new EventTail(path);
                    found.skipTo(counted.getOrDefault(path.toString(), 0L));
                    file = Optional.of(path);
                    tail = Optional.of(found);
                });
        switch (event.path(GeminiLines.KIND).asText()) {
            case GeminiLines.TURN -> {
                ended = Optional.empty();
                if (!event.path("file").asText().isEmpty()) {
                    skip(event.path("file").asText(), event.path("end").asLong());
                }
            }
            case "" -> hook(event, now);
            default -> {
                // Requests and what was counted are of no interest here.
            }
        }
    }

    /** What is behind is known; our own lines come by here as well, with the position that is reached already. */
    private void skip(String path, long end) {
        counted.merge(path, end, Math::max);
        tail.filter(open -> file.map(Path::toString).equals(Optional.of(path)) && open.position() < end)
                .ifPresent(open -> open.skipTo(end));
    }

    private void hook(ObjectNode event, Instant now) {
        switch (event.path("hook_event_name").asText()) {
            case "BeforeAgent" -> prompt = event.path("timestamp").asText();
            case "AfterAgent" -> {
                String response = event.path("prompt_response").asText(NO_RESPONSE);
                boolean silent = response.isBlank() || response.equals(NO_RESPONSE);
                ended = Optional.of(new Ended(prompt, now.plus(silent ? LATEST : LATEST_ANSWER)));
            }
            default -> {
                // The others end no turn.
            }
        }
    }

    private void read(ObjectNode entry) {
        String text = entry.path("content").asText();
        switch (entry.path("type").asText()) {
            // Also the results of tools: what was said before them is not the answer.
            case "user" -> {
                String said = entry.path("content").path(0).path("text").asText(text);
                told = said.startsWith(LOOP) ? Optional.of(new Told("none", said)) : Optional.empty();
            }
            case "gemini" -> {
                String id = entry.path("id").asText();
                if (!messages.contains(id)) {
                    uncounted.put(id, entry);
                }
                told = entry.path("toolCalls").isEmpty() && !text.isEmpty()
                        ? Optional.of(new Told("answer", text))
                        : Optional.empty();
            }
            case "error" -> told = Optional.of(new Told("error", text));
            case "info" -> {
                if (text.startsWith("Request cancelled")) {
                    told = Optional.of(new Told("cancelled", text));
                }
            }
            default -> {
                // "$set" repeats what was said before.
            }
        }
    }

    private String end(Ended turn) {
        Told how = told.orElseGet(() -> new Told("none", "its transcript holds no answer to this prompt"));
        return Json.line(Json.object()
                .put(GeminiLines.KIND, GeminiLines.TURN)
                .put("prompt", turn.prompt())
                .put("how", how.how())
                .put("text", how.text())
                .put("file", file.map(Path::toString).orElse(""))
                .put("end", tail.map(EventTail::position).orElse(0L)));
    }

    private List<String> usages() {
        Map<String, ObjectNode> byModel = new LinkedHashMap<>();
        uncounted.forEach((id, message) -> {
            messages.add(id);
            JsonNode tokens = message.path("tokens");
            ObjectNode sum = byModel.computeIfAbsent(message.path("model").asText(), _ -> Json.object());
            long cached = tokens.path("cached").asLong();
            add(
                    sum,
                    "input",
                    tokens.path("input").asLong() + tokens.path("tool").asLong() - cached);
            add(
                    sum,
                    "output",
                    tokens.path("output").asLong() + tokens.path("thoughts").asLong());
            add(sum, "cache_read", cached);
        });
        uncounted.clear();
        List<String> lines = new ArrayList<>();
        byModel.forEach((model, sum) -> lines.add(Json.line(Json.object()
                .put(GeminiLines.KIND, GeminiLines.USAGE)
                .put("model", model)
                .setAll(sum))));
        return lines;
    }

    private static void add(ObjectNode sum, String field, long tokens) {
        sum.put(field, sum.path(field).asLong() + tokens);
    }
}
