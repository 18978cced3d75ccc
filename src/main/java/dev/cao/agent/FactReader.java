package dev.cao.agent;

import java.time.Instant;
import java.util.List;

/**
 * Reads one agent's event log, line by line and in order; may remember what it read. Not thread-safe: one reader, one
 * worker thread.
 */
@FunctionalInterface
public interface FactReader {
    /**
     * Returns what the line says; an empty list for a line that says nothing of use. A line that is not understood is no
     * error: the log belongs to the CLI.
     *
     * @param now the time of facts whose line tells none
     */
    List<AgentFact> read(String line, Instant now);
}
