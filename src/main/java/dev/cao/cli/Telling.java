package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.JournalEntry;
import dev.cao.profile.Hook;
import dev.cao.report.Ending;
import dev.cao.report.Herald;
import dev.cao.report.HookEvents;
import dev.cao.report.RunRecord;
import dev.cao.run.Orchestrator;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Tells the hooks of a run's profile what happens in it. That it fails is a note in the journal and changes no exit code. */
final class Telling {
    private final Orchestrator orchestrator;
    private final Reporting.Subject subject;
    private final Output output;
    private final Herald herald;

    private Telling(
            Orchestrator orchestrator, Reporting.Subject subject, Map<String, String> environment, Output output) {
        this.orchestrator = orchestrator;
        this.subject = subject;
        this.output = output;
        this.herald = new Herald(
                orchestrator.hooks(), environment, subject.directory().root(), this::note);
    }

    /** Returns who tells them; empty for a profile without hooks. */
    static Optional<Telling> of(
            Orchestrator orchestrator, Reporting.Subject subject, Map<String, String> environment, Output output) {
        return orchestrator.hooks().isEmpty()
                ? Optional.empty()
                : Optional.of(new Telling(orchestrator, subject, environment, output));
    }

    private void note(String text) {
        output.note(text);
        try {
            orchestrator.note(text);
        } catch (CaoException | IllegalStateException _) {
            // The journal is what broke; it was said on the screen.
            return;
        }
    }

    /** Sees an entry; those of earlier orchestrators were told by them. */
    void see(JournalEntry entry) {
        if (HookEvents.isCall(entry.event()) && entry.seq() > orchestrator.replayed()) {
            HookEvents.blocked(RunRecord.read(subject.directory()), entry)
                    .ifPresent(event ->
                            herald.tell(Hook.When.BLOCKED, subject.redaction().of(event)));
        }
    }

    /** Tells how it ended, and waits a little for that to arrive. */
    void end(Ending ending) throws InterruptedException {
        try {
            Optional<Hook.When> when = HookEvents.kind(ending);
            if (when.isPresent()) {
                String event = HookEvents.ended(RunRecord.read(subject.directory()), when.get(), ending, Instant.now());
                herald.tell(when.get(), subject.redaction().of(event));
            }
        } catch (CaoException e) {
            output.note("the hooks are not told: " + e.what());
        }
        herald.close();
    }
}
