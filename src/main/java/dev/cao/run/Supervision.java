package dev.cao.run;

import dev.cao.domain.RunEvent;
import dev.cao.supervisor.PlanSupervisor;
import dev.cao.supervisor.Supervisor;
import java.util.function.Consumer;

/** Lets the chosen supervisor lead the run. For the supervisor's thread. */
final class Supervision {
    private final RunPlan plan;
    private final Ledger ledger;
    private final Consumer<String> told;

    /** @param told is shown to people: what the supervisor does now */
    Supervision(RunPlan plan, Ledger ledger, Consumer<String> told) {
        this.plan = plan;
        this.ledger = ledger;
        this.told = told;
    }

    /** Returns when the supervisor has nothing more to say; a run that it did not finish has failed then. */
    void lead(Supervisors.Chosen chosen, TeamToolbox toolbox) throws InterruptedException {
        if (ledger.read(state -> state.supervisor().isEmpty())) {
            ledger.append(chosen.event());
        }
        supervisor(chosen).pursue(toolbox);
        if (ledger.read(state -> state.finished().isEmpty()
                && state.stopRequested().isEmpty()
                && state.ended().isEmpty())) {
            ledger.append(new RunEvent.Finished(false, "the supervisor ended without finishing the run"));
        }
    }

    private Supervisor supervisor(Supervisors.Chosen chosen) {
        return switch (chosen.kind()) {
            case Supervisors.Kind.Plan _ ->
                new PlanSupervisor(
                        plan.team().plan(),
                        plan.variables(),
                        new WorkingDirectory(plan.directory(), ledger, told::accept));
        };
    }
}
