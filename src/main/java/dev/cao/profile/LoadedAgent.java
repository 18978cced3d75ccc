package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** An agent profile without errors, read on its own: a worker with the agent's name; and what else was seen. */
public record LoadedAgent(WorkerProfile agent, List<Problem> notes) {
    public LoadedAgent {
        requireNonNull(agent, "agent is null");
        notes = List.copyOf(notes);
    }
}
