package dev.cao.provider.qwen;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads of Qwen Code's transcript what each answer of the model cost, those to its subagents too, and
 * which work in the background has ended; and notes when no hook
 * has told how a turn ended, though Qwen Code has been idle for a while.
 */
final class QwenObserver implements Observer {
    /** The hook of a failure is started at the same time as that of being idle; a loaded machine may need so long. */
    private static final Duration SETTLES = Duration.ofMillis(1500);

    private static final Pattern TASK = Pattern.compile("<task-id>([^<]+)</task-id>");

    private final EventTail events;
    private Optional<Path> file = Optional.empty();
    private Optional<EventTail> transcript = Optional.empty();
    /** When this start of Qwen Code began, as it writes times; what the transcript says of earlier ones was counted then. */
    private String since = "";

    private final Set<String> counted = new HashSet<>();
    private String prompt = "";
    private Instant settles = Instant.MAX;

    QwenObserver(Watched watched) {
        this.events = new EventTail(watched.eventLog());
    }

    @Override
    public List<Path> folders() {
        return file.map(Path::getParent).filter(Files::isDirectory).stream().toList();
    }

    @Override
    public Instant nextLook() {
        return settles;
    }

    @Override
    public List<String> look(Instant now) {
        List<String> lines = new ArrayList<>();
        try {
            for (EventTail.Line line : events.newLines()) {
                QwenLines.object(line.text()).ifPresent(event -> heard(event, now));
            }
            if (transcript.isPresent()) {
                for (EventTail.Line line : transcript.get().newLines()) {
                    Optional<ObjectNode> entry = QwenLines.object(line.text());
                    entry.flatMap(this::usage).ifPresent(lines::add);
                    entry.flatMap(this::backgroundOver).ifPresent(lines::add);
                }
            }
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read a transcript of Qwen: " + e.getMessage(), "", e);
        }
        if (!now.isBefore(settles)) {
            lines.add(QwenLines.settled());
            over();
        }
        return lines;
    }

    private void heard(ObjectNode event, Instant now) {
        switch (event.path(QwenLines.KIND).asText()) {
            case QwenLines.USAGE, QwenLines.BACKGROUND_OVER ->
                counted.add(event.path("entry").asText());
            case QwenLines.SETTLED -> over();
            case QwenLines.REQUEST -> settles = Instant.MAX;
            case "" -> hook(event, now);
            default -> {
                // Answers are no sign of Qwen Code.
            }
        }
    }

    private void hook(ObjectNode event, Instant now) {
        String name = event.path("hook_event_name").asText();
        if (since.isEmpty() && name.equals("SessionStart")) {
            since = event.path("timestamp").asText();
        }
        follow(event.path("transcript_path").asText());
        switch (name) {
            case "UserPromptSubmit" -> {
                prompt = event.path("prompt_id").asText();
                settles = Instant.MAX;
            }
            case "Stop", "StopFailure" -> over();
            case "Notification" ->
                settles = event.path("notification_type").asText().equals("idle_prompt") && !prompt.isEmpty()
                        ? now.plus(SETTLES)
                        : Instant.MAX;
            default -> settles = Instant.MAX;
        }
    }

    private void over() {
        prompt = "";
        settles = Instant.MAX;
    }

    private void follow(String path) {
        if (!path.isEmpty() && !file.equals(Optional.of(Path.of(path)))) {
            file = Optional.of(Path.of(path));
            transcript = file.map(EventTail::new);
        }
    }

    /** Qwen Code counts what came from a cache as input, too. */
    private Optional<String> usage(ObjectNode entry) {
        JsonNode answer = entry.path("systemPayload").path("uiEvent");
        String id = entry.path("uuid").asText();
        if (!answer.path("event.name").asText().equals("qwen-code.api_response") || !isNew(entry)) {
            return Optional.empty();
        }
        long cached = answer.path("cached_content_token_count").asLong();
        return Optional.of(Json.line(Json.object()
                .put(QwenLines.KIND, QwenLines.USAGE)
                .put("entry", id)
                .put("model", answer.path("model").asText())
                .put("input", Math.max(0, answer.path("input_token_count").asLong() - cached))
                .put("output", answer.path("output_token_count").asLong())
                .put("cache_read", cached)));
    }

    private Optional<String> backgroundOver(ObjectNode entry) {
        Matcher task = TASK.matcher(
                entry.path("message").path("parts").path(0).path("text").asText());
        if (!entry.path("subtype").asText().equals("notification") || !task.find() || !isNew(entry)) {
            return Optional.empty();
        }
        return Optional.of(Json.line(Json.object()
                .put(QwenLines.KIND, QwenLines.BACKGROUND_OVER)
                .put("entry", entry.path("uuid").asText())
                .put("id", task.group(1))
                .put("at", entry.path("timestamp").asText())));
    }

    private boolean isNew(ObjectNode entry) {
        boolean old = since.isEmpty() || entry.path("timestamp").asText().compareTo(since) < 0;
        return !old && counted.add(entry.path("uuid").asText());
    }
}
