package dev.cao.agent;

import dev.cao.domain.RunEvent.Wait;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.PasteLimits;
import dev.cao.terminal.Screen;
import java.nio.file.Path;
import java.time.Duration;
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

    /** Returns what it was tested with, how, and what the CLI does not allow. */
    Capabilities capabilities();

    /**
     * Tells whether this CLI can be used for that worker, and if not, what the user can do. Runs no model.
     *
     * @param directory the worker's working directory
     * @param environment what the worker would be started with
     */
    Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment);

    /** Tells whether the CLI is installed here, and in which version, whoever is to use it. */
    Availability installed(Map<String, String> environment);

    /** Tells whether the CLI is logged in. */
    default Login login(Map<String, String> environment) {
        return new Login.Unknown();
    }

    /** Tells whether {@code provider: auto} may choose it: a real agent CLI, that needs nothing else of the profile. */
    boolean isAgentCli();

    /** Returns how to start it. Writes nothing: the files are in the plan. */
    LaunchPlan plan(LaunchRequest request);

    /** Returns what reads the worker's event log, from its beginning; one for each start of the CLI. */
    FactReader reader();

    /**
     * Tells whether the CLI, whose process is gone, has kept enough of a conversation to take it up again: one that was
     * killed a moment after its first prompt may not have. It is started with a new one then.
     */
    default boolean keeps(Watched ended) {
        return true;
    }

    /**
     * Returns what watches the CLI's own files for changes that no event tells; one for each start of the CLI. What it
     * sees becomes lines of the event log, so that the log stays the one source of facts.
     */
    default Observer observer(Watched watched) {
        return Observer.NONE;
    }

    /** Returns what keeps the CLI from opening a dialog while cao types. */
    default TypingGuard guard(Path home) {
        return TypingGuard.NONE;
    }

    /** Tells whether the CLI needs this variable of the user's environment, beside those that every worker gets. */
    default boolean wants(String variable) {
        return false;
    }

    /**
     * Tells whether the CLI takes its first prompt before it has connected MCP servers, which it does at its start, so that
     * its model would answer that prompt without cao's tools.
     */
    default boolean answersBeforeItsTools() {
        return false;
    }

    /** Tells whether its agent remembers earlier turns, so that it can be told that one was cut off. */
    default boolean remembers() {
        return true;
    }

    /** Returns how text goes into its input box. */
    Composer composer();

    /**
     * Returns what hands a text to the CLI, where it reads input from a file as well; empty where the text is typed. The CLI
     * takes what is handed over when it is free, once, whatever stands in its input box.
     *
     * @param eventLog of this start of the CLI
     * @param id tells this delivery from others of the same text
     */
    default Optional<Reply.Append> handover(Path eventLog, String id, String text) {
        return Optional.empty();
    }

    /**
     * Returns the text in a form that the CLI takes as plain words: leading characters that it would take as a command
     * are made harmless. The result is what the receipt is compared with.
     */
    String harmless(String text);

    /** Tells whether the CLI passes this text on unchanged when it is typed; what it would change goes by file. */
    boolean takesVerbatim(String text);

    /** Tells what the screen shows of the input box. */
    InputBox box(Screen screen);

    /** Tells whether after a start only the screen shows that the CLI takes input, and no event does. */
    default boolean isReadyOnScreen() {
        return false;
    }

    /** Returns what the screen shows, for times when nothing better speaks. */
    default Sight sight(Screen screen) {
        return new Sight.Unknown();
    }

    /**
     * Returns what answers a request of the agent; empty when it cannot be answered so.
     *
     * @param answer for a permission {@code allow} or {@code deny}; for a question one of its choices or free text
     */
    Optional<Reply> reply(AgentFact.Waiting request, String answer);

    /**
     * Returns what ends the turn under way, where something serves better than the keys of the composer.
     *
     * @param home the worker's own folder in the run's directory
     */
    default Optional<Reply.Drop> interruption(Path home) {
        return Optional.empty();
    }

    /** Returns the keys that end the turn under way, on a screen like this. */
    default List<Key> interruptKeys(Screen screen) {
        return composer().interrupt();
    }

    /**
     * Returns the keys of the next step from what is selected on this screen to the choice being taken; no keys when the
     * screen shows no such choice.
     */
    default List<Key> step(Screen screen, String choice) {
        return List.of();
    }

    /**
     * Tells whether the screen shows that this text was submitted, though no receipt has come: then it must not be typed
     * again.
     */
    default boolean showsSubmitted(Screen screen, String typed) {
        return false;
    }

    /** Tells whether the keys that {@link Sight.Dialog} offers are what this worker's user agreed to. */
    default boolean consents(WorkerProfile profile, Sight.Dialog dialog) {
        return true;
    }

    /** What a screen shows, as far as it can be told. */
    sealed interface Sight {
        /** The input box stands ready, and nothing is under way. */
        record Idle() implements Sight {}

        /** The input box stands ready; the last turn ended with this error. */
        record Failed(String error) implements Sight {}

        record Busy(String what) implements Sight {}

        /**
         * @param consented the keys to press where the user agreed to it before the launch
         */
        record Dialog(Wait on, String name, Optional<Reply.Press> consented) implements Sight {}

        /** Half drawn, or not known. */
        record Unknown() implements Sight {}
    }

    /** What to do at a dialog. */
    sealed interface Reply {
        record Press(List<Key> keys) implements Reply {
            public Press {
                keys = List.copyOf(keys);
            }
        }

        /** Select the choice, step by step: before each key the screen is looked at. */
        record Select(String choice) implements Reply {}

        /** Type the text and submit it. */
        record Type(String text) implements Reply {}

        /**
         * Write the line into the pipe on which a hook of the CLI waits.
         *
         * @param record the line for the event log that says so
         */
        record Pipe(Path pipe, String line, String record) implements Reply {}

        /** Put a file, whole from its first moment on, where a plugin of the CLI watches for it and takes it away. */
        record Drop(Path file, String content) implements Reply {}

        /** Add a line to a file from which the CLI reads. */
        record Append(Path file, String line) implements Reply {}
    }

    /**
     * @param limits what one paste may hold to arrive verbatim
     * @param submit the keys that send what is in the box
     * @param clear the keys that empty the box
     * @param interrupt the keys that end the turn under way
     * @param exit what is typed to end the CLI in order
     * @param settling how long after a paste the submit key would be taken for a part of it; no event tells the end of that
     */
    record Composer(
            PasteLimits limits,
            List<Key> submit,
            List<Key> clear,
            List<Key> interrupt,
            String exit,
            Duration settling) {
        public Composer(PasteLimits limits, List<Key> submit, List<Key> clear, List<Key> interrupt, String exit) {
            this(limits, submit, clear, interrupt, exit, Duration.ZERO);
        }
    }

    /** Whether a CLI can be used. */
    sealed interface Availability {
        /** @param note version or path, for people */
        record Available(String note) implements Availability {}

        /** @param advice what to install or to set */
        record Missing(String why, String advice) implements Availability {
            /** What the profile asks for is more than the CLI can keep. */
            public static Missing refusing(String why) {
                return new Missing(why, "Correct the profile, or choose another provider.");
            }
        }
    }
}
