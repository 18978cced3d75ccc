package dev.cao.provider.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Optional;

/**
 * Watches Claude Code's state file ({@code sessions/PID.json}: idle, busy, waiting, shell) and its transcript. Only these
 * show an interruption, an answer that a person gave in the pane, and what the model cost.
 */
final class ClaudeObserver implements Observer {
    /** Between a turn and a queued next one the state is idle for 10 to 50 ms (measured); this is ten times that. */
    private static final Duration SETTLE = Duration.ofMillis(500);
    /** A request's hook starts together with its dialog; a busy machine may take so long until it has written. */
    private static final Duration UNEXPLAINED = Duration.ofSeconds(3);

    private final Path stateFile;
    private final ClaudeTranscript transcript;
    private String last = "";
    private Instant settles = Instant.MAX;

    ClaudeObserver(Watched watched) {
        Path config = ClaudePlaces.config(watched.environment());
        this.stateFile = config.resolve("sessions").resolve(watched.pid() + ".json");
        this.transcript = new ClaudeTranscript(
                ClaudePlaces.transcript(config, watched.directory(), watched.conversation()), watched.eventLog());
    }

    @Override
    public List<Path> folders() {
        Path folder = stateFile.getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder == null ? List.of() : List.of(folder);
    }

    @Override
    public Instant nextLook() {
        return settles;
    }

    @Override
    public List<String> look(Instant now) {
        List<String> lines = new ArrayList<>();
        Optional<ObjectNode> state = state();
        String status = state.map(node -> node.path("status").asText()).orElse("");
        String waitingFor = state.map(node -> node.path("waitingFor").asText()).orElse("");
        long since = state.map(node -> node.path("statusUpdatedAt").asLong()).orElse(0L);
        boolean idle = status.equals("idle") || status.equals("shell");
        try {
            lines.addAll(transcript.look(idle));
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot read a transcript of Claude Code: " + e.getMessage(), "", e);
        }
        if (!status.isEmpty() && !(status + waitingFor).equals(last)) {
            last = status + waitingFor;
            boolean waits = status.equals("waiting");
            settles = idle ? now.plus(SETTLE) : waits ? now.plus(UNEXPLAINED) : Instant.MAX;
            lines.add(ClaudeLines.state(status, waitingFor, false, since));
        } else if (!status.isEmpty() && !now.isBefore(settles)) {
            settles = Instant.MAX;
            lines.add(ClaudeLines.state(status, waitingFor, true, since));
        }
        return lines;
    }

    /** Empty while there is no such file, or it is being written. */
    private Optional<ObjectNode> state() {
        try {
            JsonNode node = Json.MAPPER.readTree(Files.readAllBytes(stateFile));
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
