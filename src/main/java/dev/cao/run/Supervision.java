package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.MessageState;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.profile.PriceList;
import dev.cao.profile.SupervisorProfile;
import dev.cao.supervisor.Models;
import dev.cao.supervisor.PlanSupervisor;
import dev.cao.supervisor.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets the chosen supervisor lead the run. For the supervisor's thread. */
final class Supervision {
    private final RunPlan plan;
    private final Machine machine;
    private final Ledger ledger;
    private final Budget budget;
    private final Consumer<String> told;

    /** @param told is shown to people: what the supervisor does now */
    Supervision(RunPlan plan, Machine machine, Ledger ledger, Budget budget, Consumer<String> told) {
        this.plan = plan;
        this.machine = machine;
        this.ledger = ledger;
        this.budget = budget;
        this.told = told;
    }

    /** Returns when the supervisor has nothing more to say; a run that it did not finish has failed then. */
    void lead(Supervisors.Chosen chosen, TeamToolbox toolbox) throws InterruptedException {
        ledger.decide(state -> beginning(state, chosen));
        switch (chosen.kind()) {
            case Supervisors.Kind.Plan _ -> planned().pursue(toolbox);
            case Supervisors.Kind.Model _ -> modelled(chosen.profile(), toolbox).pursue(toolbox.attentive());
            case Supervisors.Kind.Agent _ -> {
                // Its session's thread tells it what it needs to know, and when it has nothing more to say.
                return;
            }
        }
        if (ledger.read(state -> state.finished().isEmpty()
                && state.stopRequested().isEmpty()
                && state.ended().isEmpty())) {
            ledger.append(new RunEvent.Finished(false, "the supervisor ended without finishing the run"));
        }
    }

    /** An agent is told its goal as it is told everything: by a message, which is typed once. */
    private List<RunEvent> beginning(RunState state, Supervisors.Chosen chosen) {
        List<RunEvent> events = new ArrayList<>();
        if (state.supervisor().isEmpty()) {
            events.add(chosen.event());
        }
        String goal = SupervisorWords.goal(plan.goal());
        boolean told = Lead.goal(state, goal)
                .filter(message -> message.state() != MessageState.FAILED)
                .isPresent();
        if (chosen.agent().isPresent() && !told) {
            events.add(new RunEvent.MessageRecorded(
                    state.nextMessage(), Address.USER, Address.SUPERVISOR, goal, Optional.empty()));
        }
        return events;
    }

    private Supervisor planned() {
        return new PlanSupervisor(
                plan.team().plan(), plan.variables(), new WorkingDirectory(plan.directory(), ledger, told::accept));
    }

    private Supervisor modelled(SupervisorProfile profile, TeamToolbox toolbox) {
        TeamTools tools = new TeamTools(
                Address.SUPERVISOR, new Team(plan.team()), ledger, toolbox, machine.time(), Optional.empty());
        String instructions = (tools.instructions() + "\n\n" + profile.instructions()).strip();
        return Models.supervisor(
                profile,
                new Models.Brief(plan.run().value(), plan.goal(), instructions, tools.tools()),
                new RunDialogue(
                        ledger,
                        machine.time(),
                        state -> budget.leave(state, machine.time().now()),
                        told),
                new PriceList(plan.team().prices()),
                machine.environment(),
                machine.time()::now);
    }
}
