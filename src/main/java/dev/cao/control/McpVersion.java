package dev.cao.control;

import java.util.List;

/** Versions of the Model Context Protocol. They are dates, so that text order is their order. */
final class McpVersion {
    /** Oldest first. */
    static final List<String> KNOWN = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    private static final String STRUCTURED_RESULTS = "2025-06-18";

    private McpVersion() {}

    /** Returns the version to speak with a client that asks for this one: its own if we know it, else our newest. */
    static String answerTo(String asked) {
        return KNOWN.contains(asked) ? asked : KNOWN.getLast();
    }

    static boolean hasStructuredResults(String version) {
        return version.compareTo(STRUCTURED_RESULTS) >= 0;
    }
}
