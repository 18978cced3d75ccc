package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.io.Reasons;
import java.io.IOException;

/** The answers as files, for people and scripts; the journal holds them too. */
final class Answers {
    private Answers() {}

    /** Writes the answer's file, before the journal says that there is one. */
    static void keep(RunDirectory directory, TaskId task, TaskOutcome outcome) {
        try {
            WorkerLauncher.writePrivately(directory.answer(task), TaskEndings.text(outcome));
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST,
                    "cannot write the answer %s: %s".formatted(directory.answer(task), Reasons.of(e)),
                    "Free some space or repair the folder, then resume.",
                    e);
        }
    }
}
