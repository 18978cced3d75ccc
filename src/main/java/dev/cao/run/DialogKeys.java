package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.AgentProvider.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers dialogs by keys. An agent tells of a request before it shows the dialog, and a key that comes in between
 * stands in its input box: so nothing is pressed before the dialog is seen, and nothing twice while it may have worked.
 * Not thread-safe: one worker thread.
 */
final class DialogKeys {
    /** Drawing takes some milliseconds, and no event tells that it is done. Doubled after each look. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(20);

    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);
    /** An agent that stands still for a moment may not have read the keys yet. */
    private static final Duration WORKED = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_PRESSES = 3;

    private Optional<Pending> pending = Optional.empty();

    /** An answer that is on its way. */
    private record Pending(
            AgentFact.Waiting request, Reply reply, int presses, Instant look, Duration pause, Instant deadline) {
        Pending looked(Instant now) {
            Duration longer = pause.multipliedBy(2);
            Duration next = longer.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : longer;
            return new Pending(request, reply, presses, now.plus(next), next, deadline);
        }

        Pending pressed(Instant now) {
            return new Pending(request, reply, presses + 1, now.plus(WORKED), FIRST_LOOK, deadline);
        }
    }

    /** Gives the answer: at once where it goes by a pipe or a file, else as soon as the dialog is seen. */
    void answer(AgentFact.Waiting request, Reply reply, Incarnation agent, Typist typist, Instant now)
            throws InterruptedException {
        if (reply instanceof Reply.Pipe || reply instanceof Reply.Drop || reply instanceof Reply.Append) {
            agent.reply(reply, typist);
            return;
        }
        pending = Optional.of(new Pending(request, reply, 0, now, FIRST_LOOK, now.plus(PATIENCE)));
        boolean _ = look(agent, typist, now).isPresent();
    }

    /** Tells whether an answer is on its way: a second one could come after the dialog, into the input box. */
    boolean isAnswering() {
        return pending.isPresent();
    }

    /** What was asked is answered, or its agent is gone. */
    void over() {
        pending = Optional.empty();
    }

    Instant nextLook() {
        return pending.map(Pending::look).orElse(Instant.MAX);
    }

    /** Presses the keys if it is time. Returns the request that could not be answered so: somebody has to look. */
    Optional<AgentFact.Waiting> look(Incarnation agent, Typist typist, Instant now) throws InterruptedException {
        if (pending.isEmpty() || now.isBefore(pending.get().look())) {
            return Optional.empty();
        }
        Pending answer = pending.get();
        boolean shown = typist.sight(agent.session()) instanceof Sight.Dialog dialog
                && dialog.on() == answer.request().on();
        if (shown && answer.presses() < MOST_PRESSES) {
            pending = Optional.of(answer.pressed(now));
            agent.reply(answer.reply(), typist);
            return Optional.empty();
        }
        if (now.isBefore(answer.deadline())) {
            pending = Optional.of(answer.looked(now));
            return Optional.empty();
        }
        pending = Optional.empty();
        return Optional.of(answer.request());
    }
}
