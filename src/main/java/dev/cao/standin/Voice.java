package dev.cao.standin;

import org.jspecify.annotations.Nullable;

/** Says what happens: into the event log first, then to the control socket, if there is one. Used by the loop only. */
final class Voice {
    private final EventLog log;
    private final @Nullable HookChannel channel;

    Voice(EventLog log, @Nullable HookChannel channel) {
        this.log = log;
        this.channel = channel;
    }

    void tell(AgentEvent event) {
        String line = log.append(event);
        if (channel != null) {
            channel.tell(line);
        }
    }

    /** Tells the event of a request; true if a {@link Happening.Replied} will follow. */
    boolean ask(AgentEvent event, String request) {
        String line = log.append(event);
        if (channel == null) {
            return false;
        }
        channel.ask(line, request);
        return true;
    }

    void close(long millis) throws InterruptedException {
        if (channel != null) {
            channel.close(millis);
        }
        log.close();
    }
}
