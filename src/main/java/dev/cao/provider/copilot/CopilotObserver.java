package dev.cao.provider.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.EventTail;
import dev.cao.agent.Observer;
import dev.cao.agent.Watched;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Set<String> ENDS = Set.of("agentStop", "session.error", "abort");
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Drawing is done within milliseconds, and so is writing of events; a busy machine takes longer for both. */
    private static final Duration CERTAIN = Duration.ofSeconds(3);

    private final Path events;
    private final EventTail tail;
    /** Whether a turn goes on, as far as events tell. */
    private boolean open;
    /** Since when the screen has shown without a break that a person ended the turn, and no event has come. */
    private Instant cancelledSince = Instant.MAX;

    private Instant nextLook = Instant.MAX;

    CopilotObserver(Watched watched) {
        this.events = CopilotPlaces.events(watched.environment(), watched.conversation());
        this.tail = new EventTail(events);
        tail.skipTo(readBefore(watched.eventLog()));
    }

    /** Returns the first line of the log of a new start. */
    static String startingAt(long offset) {
        return Json.line(Json.object().put("cao", "start").put(OFFSET, offset)) + "\n";
    }

    private long readBefore(Path log) {
        long offset = 0;
        try {
            for (EventTail.Line line : new EventTail(log).newLines()) {
                Optional<ObjectNode> event = parsed(line.text());
                if (event.isPresent()) {
                    offset = event.get().path(OFFSET).asLong(offset);
                    follow(event.get());
                }
            }
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read %s: %s".formatted(log, e.getMessage()), "", e);
        }
        return offset;
    }

    /** Empty: a hook was killed while it wrote, or Copilot is about to write the rest. */
    private static Optional<ObjectNode> parsed(String line) {
        try {
            return Optional.of(Json.parseObject(line));
        } catch (Json.NotJsonException _) {
            return Optional.empty();
        }
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
        return nextLook;
    }

    /** Keys that come early end a turn without an event (1.0.102): only the screen tells. */
    @Override
    public boolean watchesScreen() {
        return open;
    }

    @Override
    public List<String> look(Screen screen, Instant now) {
        nextLook = now.plus(LOOK);
        if (!CopilotScreen.isCancelled(screen)) {
            cancelledSince = Instant.MAX;
            return List.of();
        }
        cancelledSince = now.isBefore(cancelledSince) ? now : cancelledSince;
        if (now.isBefore(cancelledSince.plus(CERTAIN))) {
            return List.of();
        }
        ObjectNode abort = Json.object().put("type", "abort").put("seen", "screen");
        follow(abort);
        return List.of(Json.line(abort));
    }

    private void follow(ObjectNode event) {
        String type = event.path("type").asText();
        boolean ofSubagent = event.path("data").hasNonNull("parentToolCallId");
        if (type.equals("user.message") && !ofSubagent) {
            open = true;
        } else if (ENDS.contains(type) && !ofSubagent) {
            open = false;
        }
        cancelledSince = Instant.MAX;
        nextLook = open ? Instant.EPOCH : Instant.MAX;
    }

    @Override
    public List<String> look(Instant now) {
        try {
            List<String> lines = new ArrayList<>();
            for (EventTail.Line line : tail.newLines()) {
                long next = line.offset() + line.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1;
                wanted(line.text()).ifPresent(event -> {
                    follow(event);
                    lines.add(Json.line(event.put(OFFSET, next)));
                });
            }
            if (open && !nextLook.isAfter(now)) {
                nextLook = now.plus(LOOK);
            }
            return lines;
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read the events of Copilot: " + e.getMessage(), "", e);
        }
    }

    private static Optional<ObjectNode> wanted(String line) {
        Optional<ObjectNode> read = parsed(line);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode event = read.get();
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
