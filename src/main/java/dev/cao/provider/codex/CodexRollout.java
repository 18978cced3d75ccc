package dev.cao.provider.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.EventTail;
import dev.cao.agent.Observer;
import dev.cao.agent.Watched;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows Codex's transcript, the "rollout", which a hook names with the first prompt. It alone tells of every end of a
 * turn: no hook fires when a turn fails or is broken off. What matters of it is copied into the event log.
 */
final class CodexRollout implements Observer {
    static final String KIND = "rollout";

    private static final Set<String> EVENTS = Set.of("task_started", "task_complete", "turn_aborted", "item_completed");

    private final Path home;
    private final EventTail events;
    private Optional<Path> transcript = Optional.empty();
    private Optional<EventTail> tail = Optional.empty();

    CodexRollout(Watched watched) {
        this.home = watched.home();
        this.events = new EventTail(watched.eventLog());
    }

    @Override
    public List<Path> folders() {
        find();
        return transcript.map(Path::getParent).filter(Files::isDirectory).stream()
                .toList();
    }

    @Override
    public Instant nextLook() {
        return Instant.MAX;
    }

    @Override
    public List<String> look(Instant now) {
        find();
        if (tail.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try {
            for (EventTail.Line line : tail.get().newLines()) {
                CodexPlaces.object(line.text())
                        .flatMap(CodexRollout::worthKeeping)
                        .ifPresent(entry -> {
                            ObjectNode kept = Json.object().put("cao", KIND);
                            kept.put("file", transcript.map(Path::toString).orElse(""))
                                    .put(
                                            "end",
                                            line.offset() + line.text().getBytes(StandardCharsets.UTF_8).length + 1);
                            kept.set("entry", entry);
                            lines.add(Json.line(kept));
                        });
            }
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read a transcript of Codex: " + e.getMessage(), "", e);
        }
        return lines;
    }

    /** A person may begin another conversation in the pane: the newest that a hook told of is the one. */
    private void find() {
        try {
            for (EventTail.Line line : events.newLines()) {
                if (line.text().contains("\"transcript_path\"")) {
                    CodexPlaces.object(line.text())
                            .map(event -> event.path("transcript_path").asText())
                            .filter(path -> !path.isEmpty())
                            .map(Path::of)
                            .filter(path -> !transcript.equals(Optional.of(path)))
                            .ifPresent(this::follow);
                }
            }
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read the events of Codex: " + e.getMessage(), "", e);
        }
    }

    private void follow(Path path) {
        EventTail found = new EventTail(path);
        found.skipTo(CodexPlaces.counted(home, path.toString()));
        transcript = Optional.of(path);
        tail = Optional.of(found);
    }

    private static Optional<ObjectNode> worthKeeping(ObjectNode line) {
        JsonNode payload = line.path("payload");
        String type = payload.path("type").asText();
        return switch (line.path("type").asText()) {
            case "event_msg" ->
                EVENTS.contains(type)
                                && (!type.equals("item_completed")
                                        || payload.path("item")
                                                .path("type")
                                                .asText()
                                                .equals("UserMessage"))
                        ? Optional.of((ObjectNode) payload)
                        : Optional.empty();
            case "response_item" ->
                type.endsWith("_call")
                        ? Optional.of(Json.object()
                                .put("type", "call")
                                .put("name", payload.path("name").asText(type))
                                .put(
                                        "arguments",
                                        payload.path("arguments")
                                                .asText(payload.path("input").asText())))
                        : Optional.empty();
            case "token_usage_record" -> {
                ObjectNode usage = Json.object().put("type", "usage");
                usage.set("usage", payload.path("usage"));
                yield Optional.of(usage);
            }
            case "turn_context" ->
                Optional.of(Json.object()
                        .put("type", "context")
                        .put("model", payload.path("model").asText()));
            default -> Optional.empty();
        };
    }
}
