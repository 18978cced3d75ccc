package dev.cao.standin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a turn asks and waits for. The answer is completed once, by the agent's loop. */
sealed interface Request {
    /** Completed with the answer's text; of a permission {@code allow} or {@code deny}. */
    CompletableFuture<String> answer();

    record Permission(String tool, Map<String, @Nullable Object> input, CompletableFuture<String> answer)
            implements Request {
        static final String ALLOW = "allow";
        static final String DENY = "deny";
    }

    record Question(String text, List<String> choices, CompletableFuture<String> answer) implements Request {
        public Question {
            choices = List.copyOf(choices);
        }
    }
}
