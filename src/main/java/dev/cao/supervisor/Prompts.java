package dev.cao.supervisor;

import dev.cao.domain.MessageView;
import java.util.List;

/** What cao itself says to a model. */
final class Prompts {
    /** Begins what cao remarks, so that it is not taken for a message of the team. */
    static final String NOTE = "[cao] ";

    static final String REMINDER =
            NOTE + "You ended your turn without a call, and no task is open. If the goal is reached"
                    + " or cannot be, call finish; else go on. If you stop again, the run has failed.";

    static final String CUT_OFF =
            NOTE + "Your answer was cut off at its greatest length, so none of its calls was made."
                    + " Be shorter, or make fewer calls at once.";

    static final String NOT_READ = NOTE + "What you wrote could not be read as a call. Nothing was done; try again.";

    static final String NOT_MADE = "not called: your answer was cut off at its greatest length";

    private Prompts() {}

    static String goal(String goal) {
        return "Goal of the run: " + goal;
    }

    /** A message of the team or a person, as the model reads it. */
    static String message(MessageView message) {
        return "[Message %s from %s%s]\n%s"
                .formatted(
                        message.id(),
                        message.from(),
                        message.inReplyTo()
                                .map(task -> ", the answer to task " + task)
                                .orElse(""),
                        message.body());
    }

    static List<Content> messages(List<MessageView> messages) {
        return messages.stream()
                .<Content>map(message -> new Content.Text(message(message)))
                .toList();
    }
}
