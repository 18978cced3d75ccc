package dev.cao.supervisor;

import static java.util.Objects.requireNonNull;

/** A part of what is said in a conversation with a model. */
sealed interface Content {
    record Text(String text) implements Content {
        public Text {
            requireNonNull(text, "text is null");
        }
    }

    /**
     * What a model thought. It is told back as it came, which models with tools ask for.
     *
     * @param signature the model's own proof of it; may be empty
     * @param sealed what the provider gave in a form that only it can read; may be empty
     */
    record Thought(String text, String signature, String sealed) implements Content {
        public Thought {
            requireNonNull(text, "text is null");
            requireNonNull(signature, "signature is null");
            requireNonNull(sealed, "sealed is null");
        }
    }

    /** A tool call. {@code arguments} is the model's own text, which may be no JSON at all. */
    record Call(String id, String tool, String arguments) implements Content {
        public Call {
            requireNonNull(id, "id is null");
            requireNonNull(tool, "tool is null");
            requireNonNull(arguments, "arguments is null");
        }
    }

    /**
     * What came of a call.
     *
     * @param news it brought something on: a task, a message, an answer, or it waited for one
     * @param wellFormed the call could be read at all
     */
    record Result(String id, boolean ok, boolean news, boolean wellFormed, String text) implements Content {
        public Result {
            requireNonNull(id, "id is null");
            requireNonNull(text, "text is null");
        }

        Result saying(String other) {
            return new Result(id, ok, news, wellFormed, other);
        }
    }
}
