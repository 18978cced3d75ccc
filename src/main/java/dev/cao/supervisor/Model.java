package dev.cao.supervisor;

import static java.util.Objects.requireNonNull;

import dev.cao.tool.ToolDescription;
import java.util.List;
import java.util.Locale;

/** A model behind some service. One request, one answer; it tries once and keeps nothing. Safe for one thread at a time. */
interface Model extends AutoCloseable {
    /**
     * Asks the model, and waits for the whole answer.
     *
     * @throws ModelException if there is none, with what that means
     */
    Answer ask(Request request) throws InterruptedException;

    /** Returns the model's name at its service. */
    String name();

    @Override
    void close();

    /** One side's contribution. */
    record Turn(boolean ofModel, List<Content> content) {
        public Turn {
            content = List.copyOf(content);
        }
    }

    /**
     * All that the model is told.
     *
     * @param number the number of the request in the conversation
     * @param turns alternately of us and of the model; first and last are ours
     * @param retold how often the conversation was shortened: services that keep it themselves begin it anew then
     * @param anew it was shortened for this very request
     */
    record Request(
            int number, String instructions, List<ToolDescription> tools, List<Turn> turns, int retold, boolean anew) {
        public Request {
            requireNonNull(instructions, "instructions is null");
            tools = List.copyOf(tools);
            turns = List.copyOf(turns);
        }
    }

    /** @param model the name under which it is priced */
    record Answer(List<Content> content, Stop stop, Usage usage, String model) {
        public Answer {
            content = List.copyOf(content);
            requireNonNull(stop, "stop is null");
            requireNonNull(usage, "usage is null");
            requireNonNull(model, "model is null");
        }
    }

    /** Tokens of one request. {@code input}: without those that the cache read or wrote. */
    record Usage(long input, long output, long cacheRead, long cacheWrite) {}

    /** Why an answer ended. */
    enum Stop {
        /** It is complete. */
        END,
        /** It is complete and has calls. */
        CALLS,
        /** The limit on an answer's length cut it off. */
        CUT,
        /** The model, a guardrail or a filter refuses. */
        REFUSED,
        /** The service could not read what the model wrote. */
        MALFORMED,
        /** The conversation has reached the model's window. */
        FULL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Stop of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
