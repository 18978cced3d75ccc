package dev.cao.run;

import dev.cao.agent.LiveStatus;
import dev.cao.domain.Address;
import dev.cao.domain.WorkerName;
import dev.cao.run.Signal.Reply;
import java.util.Map;

/** The worker sessions of a run as the toolbox and the control socket see them. Safe for many threads. */
interface Crew {
    /** Returns what each session does now. */
    Map<WorkerName, LiveStatus> statuses();

    Reply interrupt(WorkerName worker, Address by, String reason) throws InterruptedException;

    /** Answers what the worker is blocked on. */
    Reply answer(WorkerName worker, Address by, String answer) throws InterruptedException;

    /** Returns the last lines of the worker's screen with its history. */
    String output(WorkerName worker, int lines) throws InterruptedException;

    /** Tells why something waits for this worker; empty when nothing does. */
    String hold(WorkerName worker);
}
