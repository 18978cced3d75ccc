package dev.cao.agent;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.AgentStatus;
import java.time.Instant;
import java.util.List;

/**
 * What a worker does now, and how cao knows.
 *
 * @param detail for people: what it works on, what it waits for, how it ended; may be empty
 * @param evidence the facts that this rests on, newest first; never empty
 */
public record LiveStatus(AgentStatus status, String detail, List<Evidence> evidence) {
    public LiveStatus {
        requireNonNull(status, "status is null");
        requireNonNull(detail, "detail is null");
        evidence = List.copyOf(evidence);
    }

    /** One fact and when it was so. */
    public record Evidence(String fact, Instant at) {}
}
