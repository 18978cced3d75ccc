package dev.cao.provider.q;

import dev.cao.agent.AgentProvider.Reply;
import java.util.Optional;

/** What a screen of the CLI shows. */
sealed interface QSeen {
    /**
     * The input box.
     *
     * @param draft what stands in it
     * @param error what the last turn says to have gone wrong; may be empty
     * @param done whether the last turn says that it came to its end
     * @param certain whether the box by itself proves that nothing is under way
     */
    record Prompt(String draft, String error, boolean done, boolean certain) implements QSeen {}

    record Busy(String what) implements QSeen {}

    /** @param line whether it is answered by a letter and Enter; else by a choice in a list */
    record Permission(String detail, boolean line) implements QSeen {}

    /** @param accept the keys of the next step towards accepting it, if it is known */
    record Dialog(String name, Optional<Reply.Press> accept) implements QSeen {}

    record Unknown() implements QSeen {}
}
