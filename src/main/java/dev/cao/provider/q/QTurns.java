package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where the conversation stands by the event log. The CLI numbers nothing, so turns are counted here, the same for each who
 * reads the log from its beginning. Not thread-safe.
 */
final class QTurns {
    private int number;
    private boolean open;
    private boolean ending;
    private boolean asks;
    private boolean tool;
    private boolean spawned;
    private String prompt = "";

    /** Returns the number of the last turn, from 1; 0 before the first. */
    int number() {
        return number;
    }

    String id() {
        return "turn-" + number;
    }

    /** Returns the text that began the last turn. */
    String prompt() {
        return prompt;
    }

    /** A turn is under way. */
    boolean open() {
        return open;
    }

    /** The turn has ended by the CLI's word, and its text is sought. */
    boolean ending() {
        return ending;
    }

    /** A permission is asked for. */
    boolean asks() {
        return asks;
    }

    /** A tool was begun, and its end not told. */
    boolean tool() {
        return tool;
    }

    boolean spawned() {
        return spawned;
    }

    void take(JsonNode line) {
        switch (line.path(QLines.KIND).asText()) {
            case QLines.SCREEN -> screen(line.path("sight").asText());
            case QLines.ANSWER -> {
                if (line.path("turn").asInt() == number) {
                    over();
                }
            }
            default -> hook(line);
        }
    }

    private void screen(String sight) {
        switch (sight) {
            case QLines.PERMISSION -> asks = open;
            case QLines.BUSY -> asks = false;
            case QLines.IDLE -> {
                asks = false;
                if (!ending) {
                    over();
                }
            }
            default -> {
                // A dialog ends nothing.
            }
        }
    }

    private void hook(JsonNode line) {
        if (QLines.is(line, "agentSpawn") || QLines.is(line, "sessionStart")) {
            spawned = true;
        } else if (QLines.is(line, "userPromptSubmit")) {
            if (!asks) {
                number++;
                over();
                open = true;
                prompt = line.path("prompt").asText();
            }
            asks = false;
        } else if (QLines.is(line, "preToolUse")) {
            tool = true;
            asks = false;
        } else if (QLines.is(line, "postToolUse")) {
            tool = false;
            asks = false;
        } else if (QLines.is(line, "stop") && open) {
            if (QLines.text(line).isPresent()) {
                over();
            } else {
                ending = true;
            }
        }
    }

    private void over() {
        open = false;
        ending = false;
        tool = false;
        asks = false;
    }
}
