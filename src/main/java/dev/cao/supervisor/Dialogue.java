package dev.cao.supervisor;

import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a supervisor that is a model keeps in the run's journal, and learns from it. For the supervisor's thread. */
public interface Dialogue {
    /** Returns all that was recorded of the conversation, in order; delays are left out. */
    List<RunEvent.OfSupervisor> recorded();

    /**
     * Records the next request together with the messages that have come, in one step; in a pause at a limit, when that is
     * over.
     *
     * @param content makes the content from those messages
     * @return empty: the run ends or has reached a limit, and the model must not be asked
     */
    Optional<RunEvent.SupervisorAsked> ask(int turn, Function<List<MessageView>, String> content)
            throws InterruptedException;

    /** Tells whether a request that was recorded may be made now; in a pause at a limit, when that is over. */
    boolean mayAsk() throws InterruptedException;

    void record(RunEvent.OfSupervisor event);

    /**
     * Waits for a message to the supervisor.
     *
     * @return false: there is none, and no task or question is open that could bring one
     */
    boolean awaitMessage() throws InterruptedException;

    /**
     * Lets that time pass.
     *
     * @return false: the run ends meanwhile
     */
    boolean pause(Duration time) throws InterruptedException;

    /** Shows a line to whoever looks at the supervisor. */
    void tell(String line);
}
