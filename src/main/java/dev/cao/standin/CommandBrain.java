package dev.cao.standin;

import java.io.IOException;
import java.util.List;

/** Answers each prompt by a run of one command. */
final class CommandBrain implements Brain {
    private final List<String> argv;
    private final CommandRunner runner;

    CommandBrain(List<String> argv, CommandRunner runner) {
        this.argv = List.copyOf(argv);
        this.runner = runner;
    }

    @Override
    public TurnEnd answer(Turn turn) throws InterruptedException {
        String task;
        try {
            task = turn.task();
        } catch (IOException e) {
            return TurnEnd.Answered.failed("", "cannot read the file of the prompt: " + e);
        }
        turn.working(String.join(" ", argv));
        return runner.run(argv, task, turn).end();
    }
}
