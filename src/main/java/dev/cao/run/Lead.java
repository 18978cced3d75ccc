package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.domain.Address;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerView;
import dev.cao.profile.WorkerProfile.OnRestart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The duty of an agent that supervises: it leads until it calls {@code finish}. Ending a turn with something open is
 * waiting; with nothing open it is reminded once, then the run has failed. For the session's thread.
 */
final class Lead implements Duty {
    private final Team.Member member;
    private final Ledger ledger;
    private final boolean unattended;
    private final String goal;
    private final Set<String> ours = new HashSet<>();
    private final Set<String> background = new HashSet<>();
    /** The end of a turn of ours after which nothing began; empty while one is under way, and after a person's. */
    private Optional<AgentFact.TurnEnded> over = Optional.empty();

    /** @param unattended nobody is there to answer it */
    Lead(Team.Member member, Ledger ledger, boolean unattended, String goal) {
        this.member = member;
        this.ledger = ledger;
        this.unattended = unattended;
        this.goal = SupervisorWords.goal(goal);
    }

    /** Returns the message that brings the goal, the newest where it had to be sent again. */
    static Optional<MessageView> goal(RunState state, String text) {
        return state.messages().stream()
                .filter(message -> message.to().equals(Address.SUPERVISOR)
                        && message.from().equals(Address.USER)
                        && message.body().equals(text))
                .reduce((_, newest) -> newest);
    }

    private boolean hasGoal(RunState state) {
        return goal(state, goal)
                .filter(message -> message.state() == MessageState.ACCEPTED)
                .isPresent();
    }

    @Override
    public Optional<String> conversation() {
        boolean goesOn = member.profile().onRestart() == OnRestart.CONTINUE;
        return ledger.read(state -> state.worker(member.session())
                .filter(worker -> goesOn && hasGoal(state) && worker.gone().isPresent())
                .map(WorkerView::nativeSession));
    }

    @Override
    public boolean heard(AgentFact fact) {
        switch (fact) {
            case AgentFact.PromptTaken taken -> {
                over = Optional.empty();
                background.clear();
                if (ledger.read(state -> wasTyped(state, taken.text()))) {
                    ours.add(taken.prompt());
                }
            }
            case AgentFact.TurnEnded ended -> {
                background.addAll(ended.background());
                if (ours.contains(ended.prompt())) {
                    over = Optional.of(ended);
                }
                if (background.isEmpty()) {
                    nobodyWaits();
                }
                return ended.failure().isEmpty();
            }
            case AgentFact.BackgroundEnded ended -> background.remove(ended.work());
            case AgentFact.Interrupted interrupted -> {
                nobodyWaits();
                over = unattended ? Optional.of(brokenOff(interrupted)) : Optional.empty();
            }
            case AgentFact.Ready _,
                    AgentFact.Working _,
                    AgentFact.Waiting _,
                    AgentFact.WaitOver _,
                    AgentFact.SessionEnded _,
                    AgentFact.Usage _ -> {
                // These neither begin nor end a turn.
            }
        }
        return false;
    }

    private static boolean wasTyped(RunState state, String prompt) {
        return state.messages().stream()
                .filter(message -> message.to().equals(Address.SUPERVISOR))
                .flatMap(message -> message.sending().stream())
                .anyMatch(sent -> prompt.contains(sent.typed().strip()));
    }

    private static AgentFact.TurnEnded brokenOff(AgentFact.Interrupted interrupted) {
        return new AgentFact.TurnEnded(interrupted.at(), interrupted.prompt(), "", Optional.empty(), List.of());
    }

    /** Whoever ended its turn does not wait for a handoff any more, whether or not its CLI has told so. */
    private void nobodyWaits() {
        ledger.decide(Lead::released);
    }

    private static List<RunEvent> released(RunState state) {
        return open(state).stream()
                .filter(TaskView::blocking)
                .<RunEvent>map(task -> new RunEvent.TaskReleased(task.id()))
                .toList();
    }

    private static List<TaskView> open(RunState state) {
        return state.openTasks().stream()
                .filter(task -> task.from().equals(Address.SUPERVISOR))
                .toList();
    }

    @Override
    public void asked(AgentFact.Waiting waiting) {
        if (unattended) {
            ledger.decide(state -> isOver(state)
                    ? List.of()
                    : List.of(new RunEvent.StopRequested(
                            "cao",
                            ExitStatus.BLOCKED,
                            "the supervisor asks for a %s, and nobody is there to answer: %s"
                                    .formatted(waiting.on().name().toLowerCase(Locale.ROOT), waiting.detail()))));
        }
    }

    @Override
    public void rest() {
        if (ledger.read(this::lostItsGoal)) {
            ledger.append(
                    new RunEvent.StopRequested("cao", ExitStatus.LOST, "the supervisor gave no receipt for its goal"));
        } else if (over.isPresent() && background.isEmpty()) {
            AgentFact.TurnEnded end = over.get();
            if (!ledger.decide(state -> idle(state, end)).isEmpty()) {
                over = Optional.empty();
            }
        }
    }

    private boolean lostItsGoal(RunState state) {
        return !isOver(state)
                && goal(state, goal)
                        .filter(message -> message.state() == MessageState.FAILED)
                        .isPresent();
    }

    private static boolean isOver(RunState state) {
        return state.finished().isPresent()
                || state.stopRequested().isPresent()
                || state.ended().isPresent();
    }

    /** What follows when it said nothing more: nothing while an answer will wake it. */
    private static List<RunEvent> idle(RunState state, AgentFact.TurnEnded end) {
        boolean wakes = state.messages().stream()
                .anyMatch(message -> message.to().equals(Address.SUPERVISOR)
                        && (message.state() == MessageState.RECORDED || message.state() == MessageState.SENT));
        // The answer of the person will wake it.
        boolean asks = state.openQuestions().stream()
                .anyMatch(question -> question.from().equals(Address.SUPERVISOR));
        if (isOver(state) || wakes || asks || !open(state).isEmpty()) {
            return List.of();
        }
        if (!isReminded(state)) {
            return List.of(fromCao(state, SupervisorWords.reminder()));
        }
        String why = end.failure()
                .map(failure -> "; its last turn failed: " + failure.detail())
                .orElse("");
        return List.of(new RunEvent.Finished(
                false, "the supervisor stopped without calling finish, also after a reminder" + why));
    }

    private static RunEvent fromCao(RunState state, String text) {
        return new RunEvent.MessageRecorded(
                state.nextMessage(), Address.ORCHESTRATOR, Address.SUPERVISOR, text, Optional.empty());
    }

    /** Tells whether it was reminded since it gave its last task. */
    private static boolean isReminded(RunState state) {
        Instant lastTask = SupervisorWords.given(state).stream()
                .map(TaskView::createdAt)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        return state.messages().stream()
                .anyMatch(message -> message.from().equals(Address.ORCHESTRATOR)
                        && message.body().startsWith(SupervisorWords.REMINDER)
                        && message.recordedAt().isAfter(lastTask));
    }

    @Override
    public List<RunEvent> ended(RunState state, ProcessExit exit, boolean goesOn) {
        over = Optional.empty();
        background.clear();
        List<RunEvent> events = new ArrayList<>(released(state));
        if (isOver(state) || !hasGoal(state)) {
            return events;
        }
        if (member.profile().onRestart() == OnRestart.FAIL) {
            events.add(new RunEvent.StopRequested(
                    "cao",
                    ExitStatus.LOST,
                    "the supervisor's process ended with %s (on_restart: fail)".formatted(exit)));
        } else if (!goesOn || state.pending(Address.SUPERVISOR).stream().noneMatch(Lead::isFromCao)) {
            events.add(fromCao(
                    state, SupervisorWords.startedAgain(exit, SupervisorWords.given(state), goesOn ? "" : goal)));
        }
        return events;
    }

    private static boolean isFromCao(MessageView message) {
        return message.from().equals(Address.ORCHESTRATOR);
    }

    @Override
    public boolean givenUp(String why) {
        ledger.decide(
                state -> isOver(state) ? List.of() : List.of(new RunEvent.StopRequested("cao", ExitStatus.LOST, why)));
        return true;
    }
}
