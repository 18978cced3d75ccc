package dev.cao.watch;

import dev.cao.domain.RunPhase;
import dev.cao.run.Narration;

/** How a piece of a line looks. */
enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36"),
    BAR("7");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }

    /** Returns the look of an agent's or a task's state. */
    static Style ofState(String state) {
        return switch (state) {
            case "working", "accepted", "sent" -> CYAN;
            case "idle", "done" -> GREEN;
            case "blocked", "waiting", "unknown", "starting" -> YELLOW;
            case "gone", "failed", "cancelled" -> RED;
            default -> PLAIN;
        };
    }

    static Style ofPhase(RunPhase phase) {
        return switch (phase) {
            case RUNNING -> CYAN;
            case DONE -> GREEN;
            case STOPPED, INTERRUPTED -> YELLOW;
            case FAILED, BLOCKED -> RED;
        };
    }

    static Style ofEvent(Narration.Line line) {
        return switch (line.level()) {
            case INFO -> PLAIN;
            case WARNING -> YELLOW;
            case ERROR -> RED;
        };
    }
}
