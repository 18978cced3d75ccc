package dev.cao.provider.copilot;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the file in which Copilot keeps a session's events, in the order in which they happened. Each line that matters
 * goes into the worker's event log, with the place where the next one begins: so an orchestrator that takes the worker over
 * goes on behind the last, and what an earlier start of the same session said is not read again.
 */
final class CopilotObserver implements Observer {
    private static final String OFFSET = "next";
    private static final Set<String> WANTED = Set.of(
            "user.message",
            "assistant.message",
            "session.usage_record",
            "session.error",
            "abort",
            "tool.execution_start",
            "tool.execution_complete",
            "permission.completed");

    private final Path events;
    private final EventTail tail;

    CopilotObserver(Watched watched) {
        this.events = CopilotPlaces.events(watched.environment(), watched.conversation());
        this.tail = new EventTail(events);
        tail.skipTo(readBefore(watched.eventLog()));
    }

    /** Returns the first line of the log of a new start. */
    static String startingAt(long offset) {
        return Json.line(Json.object().put("cao", "start").put(OFFSET, offset)) + "\n";
    }

    private static long readBefore(Path log) {
        long offset = 0;
        try {
            for (EventTail.Line line : new EventTail(log).newLines()) {
                if (line.text().contains("\"" + OFFSET + "\":")) {
                    offset = Json.parseObject(line.text()).path(OFFSET).asLong(offset);
                }
            }
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read %s: %s".formatted(log, e.getMessage()), "", e);
        } catch (Json.NotJsonException _) {
            // A hook that was killed while it wrote.
            return offset;
        }
        return offset;
    }

    @Override
    public List<Path> folders() {
        Path folder = events.getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder == null ? List.of() : List.of(folder);
    }

    @Override
    public Instant nextLook() {
        return Instant.MAX;
    }

    @Override
    public List<String> look(Instant now) {
        try {
            List<String> lines = new ArrayList<>();
            for (EventTail.Line line : tail.newLines()) {
                long next = line.offset() + line.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1;
                wanted(line.text()).ifPresent(event -> lines.add(Json.line(event.put(OFFSET, next))));
            }
            return lines;
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read the events of Copilot: " + e.getMessage(), "", e);
        }
    }

    private static Optional<ObjectNode> wanted(String line) {
        ObjectNode event;
        try {
            event = Json.parseObject(line);
        } catch (Json.NotJsonException _) {
            return Optional.empty();
        }
        String type = event.path("type").asText();
        JsonNode data = event.path("data");
        boolean stop =
                type.equals("hook.start") && data.path("hookType").asText().equals("agentStop");
        if (!stop && !WANTED.contains(type)) {
            return Optional.empty();
        }
        ObjectNode kept = Json.object().put("type", stop ? "agentStop" : type);
        if (!stop) {
            kept.set("data", data);
        }
        return Optional.of(kept);
    }
}
