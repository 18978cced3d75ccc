package dev.cao.agent;

import dev.cao.domain.RunEvent.Wait;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.PasteLimits;
import dev.cao.terminal.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that cao knows about one agent CLI. Stateless; one instance serves every worker, from any thread. Nothing outside
 * of the implementing class knows the CLI's name.
 */
public interface AgentProvider {
    /** Returns the name that profiles use. */
    String name();

    /**
     * Tells whether this CLI can be used for that worker, and if not, what the user can do. Runs no model.
     *
     * @param directory the worker's working directory
     * @param environment what the worker would be started with
     */
    Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment);

    /** Tells whether {@code provider: auto} may choose it: a real agent CLI, that needs nothing else of the profile. */
    boolean isAgentCli();

    /** Returns how to start it. Writes nothing: the files are in the plan. */
    LaunchPlan plan(LaunchRequest request);

    /**
     * Returns what a line of the worker's event log says; an empty list for a line that says nothing of use. A line that
     * is not understood is no error: the log belongs to the CLI.
     */
    List<AgentFact> facts(String line);

    /** Returns how text goes into its input box. */
    Composer composer();

    /**
     * Returns the text in a form that the CLI takes as plain words: leading characters that it would take as a command
     * are made harmless. The result is what the receipt is compared with.
     */
    String harmless(String text);

    /** Tells whether the CLI passes this text on unchanged when it is typed; what it would change goes by file. */
    boolean takesVerbatim(String text);

    /** Tells what the screen shows of the input box. */
    InputBox box(Screen screen);

    /**
     * Returns what answers a request of the agent at its own dialog; empty when it cannot be answered so.
     *
     * @param answer for a permission {@code allow} or {@code deny}; for a question one of its choices or free text
     */
    Optional<Reply> reply(Wait on, String answer);

    /** What to do at a dialog. */
    sealed interface Reply {
        record Press(List<Key> keys) implements Reply {
            public Press {
                keys = List.copyOf(keys);
            }
        }

        /** Type the text and submit it. */
        record Type(String text) implements Reply {}
    }

    /**
     * @param limits what one paste may hold to arrive verbatim
     * @param submit the keys that send what is in the box
     * @param clear the keys that empty the box
     * @param interrupt the keys that end the turn under way
     * @param exit what is typed to end the CLI in order
     */
    record Composer(PasteLimits limits, List<Key> submit, List<Key> clear, List<Key> interrupt, String exit) {}

    /** Whether a CLI can be used. */
    sealed interface Availability {
        /** @param note version or path, for people */
        record Available(String note) implements Availability {}

        /** @param advice what to install or to set */
        record Missing(String why, String advice) implements Availability {}
    }
}
