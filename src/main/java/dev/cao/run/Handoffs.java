package dev.cao.run;

import dev.cao.domain.CallKey;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskView;
import dev.cao.tool.ToolResult;
import java.util.List;

/** Handoffs whose giver stopped waiting: their answers go to its inbox. */
final class Handoffs {
    static final String WORKING = "working";
    /** It waits for its giver, who is to answer what its worker asks. */
    static final String BLOCKED = "blocked";

    private Handoffs() {}

    /** Tells whether this is the handle of a task that goes on. */
    static boolean isUnderWay(ToolResult result) {
        Object status = result.fields().get("status");
        return WORKING.equals(status) || BLOCKED.equals(status);
    }

    /**
     * The giver of that call's task waits no longer. Returns false when the task has ended already, so that its answer
     * went nowhere yet; true also when the run can record nothing any more.
     */
    static boolean release(Ledger ledger, CallKey key) {
        try {
            ledger.decide(state -> state.taskOf(key)
                    .filter(task -> task.blocking() && !task.state().isFinal())
                    .map(task -> List.<RunEvent>of(new RunEvent.TaskReleased(task.id())))
                    .orElse(List.of()));
            return ledger.read(state ->
                    state.taskOf(key).filter(task -> task.state().isFinal()).isEmpty());
        } catch (Ledger.Closed _) {
            return true;
        }
    }

    /** After a resume: agents that wait for handoffs ask again, or are gone and must be told otherwise. */
    static void releaseThoseOfAgents(Ledger ledger, Team team) {
        ledger.decide(state -> state.openTasks().stream()
                .filter(task -> task.blocking() && team.member(task.from()).isPresent())
                .map(TaskView::id)
                .<RunEvent>map(RunEvent.TaskReleased::new)
                .toList());
    }
}
