package dev.cao.standin;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.JsonReader;
import dev.cao.io.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event log of before says about a session.
 *
 * @param lastSeq of any session in the file; 0 without one
 * @param prompts how many this session was given
 * @param requests how many permissions and questions it asked
 * @param turns how many turns of it came to an end
 * @param unfinished prompts without an end: the agent died
 * @param known the file holds lines of this session
 * @param endsInTheMiddleOfALine its writer died while it wrote
 */
record EventHistory(
        long lastSeq,
        int prompts,
        int requests,
        int turns,
        List<String> unfinished,
        boolean known,
        boolean endsInTheMiddleOfALine) {
    static final EventHistory NONE = new EventHistory(0, 0, 0, 0, List.of(), false, false);

    /** Reads what is there; a file that does not exist has no history. A line that is not JSON is passed over. */
    static EventHistory read(Path path, String session) {
        String text;
        try {
            text = Files.readString(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            return NONE;
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot read the event log " + path + ": " + e,
                    "Name another file with --events FILE.",
                    e);
        }
        return of(text, session);
    }

    static EventHistory of(String text, String session) {
        Reading reading = new Reading();
        for (String line : text.split("\n")) {
            try {
                reading.take(JsonText.readObject(line), session);
            } catch (JsonReader.Malformed _) {
                // The half line of a writer that was killed.
                continue;
            }
        }
        return new EventHistory(
                reading.lastSeq,
                reading.prompts,
                reading.requests,
                reading.turns,
                new ArrayList<>(reading.open),
                reading.known,
                !text.isEmpty() && !text.endsWith("\n"));
    }

    /** The counters while the lines go by. */
    private static final class Reading {
        private long lastSeq;
        private int prompts;
        private int requests;
        private int turns;
        private boolean known;
        private final Set<String> open = new LinkedHashSet<>();

        void take(Map<String, @Nullable Object> line, String session) {
            if (line.get("seq") instanceof Long seq) {
                lastSeq = Math.max(lastSeq, seq);
            }
            if (!session.equals(line.get("session"))) {
                return;
            }
            known = true;
            String prompt = String.valueOf(line.get("prompt"));
            switch (String.valueOf(line.get("event"))) {
                case "prompt_submitted" -> {
                    prompts++;
                    open.add(prompt);
                }
                case "turn_ended", "turn_failed", "interrupted" -> {
                    if (open.remove(prompt)) {
                        turns++;
                    }
                }
                case "permission_request", "question" -> requests++;
                default -> {
                    return;
                }
            }
        }
    }
}
