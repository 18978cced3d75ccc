package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.LimitState;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import java.util.Optional;

/** Follows the journal and wakes the workers for which there is something new. One thread runs it. */
final class Dispatcher {
    private final Team team;
    private final WorkerCrew crew;
    private final Ledger ledger;

    Dispatcher(Team team, WorkerCrew crew, Ledger ledger) {
        this.team = team;
        this.crew = crew;
        this.ledger = ledger;
    }

    /** Runs until the ledger is closed. */
    void run(Ledger.Follower follower) throws InterruptedException {
        try (follower) {
            Optional<JournalEntry> entry = follower.next();
            while (entry.isPresent()) {
                dispatch(entry.get().event());
                entry = follower.next();
            }
        }
    }

    private void dispatch(RunEvent event) {
        if (event instanceof RunEvent.TaskCreated created) {
            wakeAll(created.to());
        } else if (event instanceof RunEvent.TaskRequeued requeued) {
            ledger.read(state -> state.task(requeued.task()).map(TaskView::to)).ifPresent(this::wakeAll);
        } else if (event instanceof RunEvent.LimitReached reached) {
            wakeSessions(reached.agent());
        } else if (event instanceof RunEvent.LimitRaised raised) {
            wakeSessions(raised.agent());
        } else if (event instanceof RunEvent.MessageRecorded message) {
            wake(message.to());
        } else if (event instanceof RunEvent.MessagesSettled settled && settled.state() == MessageState.RECORDED) {
            settled.messages()
                    .forEach(id -> ledger.read(state -> state.message(id).map(MessageView::to))
                            .ifPresent(this::wake));
        }
    }

    private void wake(Address to) {
        team.member(to).ifPresent(member -> crew.wake(member.session()));
    }

    /** @param agent whose limit it is; empty: the run's */
    private void wakeSessions(String agent) {
        team.sessions().stream()
                .filter(member ->
                        agent.equals(LimitState.RUN) || member.worker().value().equals(agent))
                .forEach(member -> crew.wake(member.session()));
    }

    private void wakeAll(WorkerName worker) {
        team.members().stream()
                .filter(member -> member.worker().equals(worker))
                .forEach(member -> crew.wake(member.session()));
    }
}
