package dev.cao.run;

import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.profile.SupervisorProfile;
import dev.cao.profile.TeamProfile;
import dev.cao.profile.WorkerProfile;
import java.util.List;
import java.util.stream.Collectors;

/** What a supervisor that is an agent is told: who it is, its goal, and what it may have missed. */
final class SupervisorWords {
    /** Begins every reminder; by it a reminder is known in the journal. */
    static final String REMINDER = "You ended your turn without calling finish";

    private SupervisorWords() {}

    /** The words that stand in front of the whole conversation. */
    static String instructions(TeamProfile team, SupervisorProfile profile) {
        return ("""
                You are the supervisor of a team of workers that cao runs. You do not do the work yourself: you give it to the workers \
                with the tools of the MCP server 'cao', judge their answers, and end the run.
                """ + delegation(team) + """

                Messages that begin with [Message …] come from the run: the goal, answers of tasks that you assigned, words of workers \
                and of the user. End your turn to wait for what is still open; its answer wakes you.
                The run ends only when you call finish: status done when the goal is reached, failed when it cannot be. Ending your \
                turn without it, with nothing open, fails the run.

                """ + profile.instructions()).strip();
    }

    /** How tasks are given, and to whom. */
    static String delegation(TeamProfile team) {
        return """
                - handoff: give a task and wait for its exact answer.
                - assign: give a task and go on; the answer comes to your inbox. For parallel work: several assign, then one wait_for.
                - send_message: pass something on; starts no task.
                - A result {"status": "working", "task_id": …} means that the task goes on: call wait_for, do not give it again.
                Workers share no memory with you or each other: a task must say all that its worker needs.
                The team:
                %s""".formatted(team.workers().stream().map(SupervisorWords::line).collect(Collectors.joining("\n")));
    }

    private static String line(WorkerProfile worker) {
        String description = worker.description().strip();
        return "- " + worker.name() + (description.isEmpty() ? "" : ": " + description);
    }

    static String goal(String goal) {
        return "The goal of the run: " + goal.strip();
    }

    static String reminder() {
        return REMINDER + ", and no task of yours is open. Go on toward the goal; when it is reached, or cannot be,"
                + " call finish. If you end your turn once more without it, the run fails.";
    }

    /**
     * After its process ended.
     *
     * @param goal told again where the conversation could not be taken up; else empty
     */
    static String startedAgain(ProcessExit exit, List<TaskView> given, String goal) {
        StringBuilder text = new StringBuilder("Your process ended with %s and was started again. ".formatted(exit));
        text.append(goal.isEmpty() ? "What you were doing was cut off." : "Your conversation was lost. " + goal);
        if (!given.isEmpty()) {
            text.append("\nThe tasks that you gave:");
            given.forEach(task -> text.append("\n- %s, %s: %s"
                    .formatted(task.id(), task.to(), task.state().wireName())));
            text.append("\nAnswers of open ones come to you; wait_for with a task id tells an answer again.");
        }
        return text.append("\nGo on toward the goal, and call finish at the end.")
                .toString();
    }

    /** Returns the tasks that the supervisor gave, in order. */
    static List<TaskView> given(RunState state) {
        return state.tasks().stream()
                .filter(task -> task.from().equals(dev.cao.domain.Address.SUPERVISOR))
                .toList();
    }
}
