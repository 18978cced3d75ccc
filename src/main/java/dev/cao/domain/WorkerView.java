package dev.cao.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A worker session as the journal tells it, in its latest incarnation.
 *
 * @param session empty until its pane exists
 * @param gone how it ended; empty while it is believed to live
 */
public record WorkerView(
        WorkerName name,
        int incarnation,
        String provider,
        String because,
        String nativeSession,
        String eventLog,
        Optional<Pane> session,
        boolean ready,
        Optional<ProcessExit> gone,
        String detail,
        Instant since) {

    /** Where it runs. */
    public record Pane(String session, String pane, long pid) {}

    static WorkerView starting(RunEvent.WorkerStarting event, Instant at) {
        return new WorkerView(
                event.worker(),
                event.incarnation(),
                event.provider(),
                event.because(),
                event.nativeSession(),
                event.eventLog(),
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                at);
    }

    WorkerView started(RunEvent.WorkerStarted event, Instant at) {
        return new WorkerView(
                name,
                event.incarnation(),
                provider,
                because,
                nativeSession,
                eventLog,
                Optional.of(new Pane(event.session(), event.pane(), event.pid())),
                ready,
                gone,
                detail,
                at);
    }

    WorkerView becameReady(Instant at) {
        return new WorkerView(
                name, incarnation, provider, because, nativeSession, eventLog, session, true, gone, detail, at);
    }

    WorkerView gone(ProcessExit exit, String why, Instant at) {
        return new WorkerView(
                name,
                incarnation,
                provider,
                because,
                nativeSession,
                eventLog,
                session,
                ready,
                Optional.of(exit),
                why,
                at);
    }
}
