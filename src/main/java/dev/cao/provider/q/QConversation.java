package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.LaunchRequest;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arguments that take a conversation up again, as far as it is provably the worker's own. Neither CLI lets cao choose
 * the id of a conversation: Kiro's hooks tell theirs, Amazon Q knows only the last one of a directory.
 *
 * @param note why it is a new one although an old one was wanted; may be empty
 */
record QConversation(List<String> arguments, String note) {
    static QConversation of(QKind kind, LaunchRequest request) {
        if (!request.resume()) {
            return new QConversation(List.of(), "");
        }
        return switch (kind) {
            case AMAZON_Q -> {
                String prompt = last(request.home(), "prompt").orElse("");
                boolean own = new QStore(request.environment(), request.directory()).endsWith(prompt);
                yield own
                        ? new QConversation(List.of("--resume"), "")
                        : anew("Amazon Q takes up only the last conversation of a directory, and that is not its own");
            }
            case KIRO ->
                last(request.home(), "session_id")
                        .map(id -> new QConversation(List.of("--resume-id", id), ""))
                        .orElseGet(() -> anew("its hooks did not tell the id of its conversation"));
        };
    }

    private static QConversation anew(String why) {
        return new QConversation(List.of(), "it goes on with a new conversation: " + why);
    }

    /** Returns the last value of a field that the worker's event logs have. */
    private static Optional<String> last(Path home, String field) {
        Optional<String> found = Optional.empty();
        for (int number = 1; Files.exists(log(home, number)); number++) {
            try (Stream<String> lines = Files.lines(log(home, number), StandardCharsets.UTF_8)) {
                Optional<String> newest =
                        lines.flatMap(line -> value(line, field).stream()).reduce((_, newer) -> newer);
                found = newest.isPresent() ? newest : found;
            } catch (IOException _) {
                return found;
            }
        }
        return found;
    }

    private static Optional<String> value(String line, String field) {
        try {
            JsonNode entry = Json.parseObject(line);
            return Optional.of(entry.path(field).asText())
                    .filter(text -> !text.isEmpty() && entry.has("hook_event_name"));
        } catch (Json.NotJsonException _) {
            return Optional.empty();
        }
    }

    /** Each start has a log of its own: what an earlier one said is in the journal. */
    static Path log(Path home, int number) {
        return home.resolve("events-%d.jsonl".formatted(number));
    }
}
