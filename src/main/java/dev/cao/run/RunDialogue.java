package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.io.Time;
import dev.cao.supervisor.Dialogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The conversation of a run's supervisor, in the run's journal. For the supervisor's thread. */
final class RunDialogue implements Dialogue {
    private final Ledger ledger;
    private final Time time;
    private final Function<RunState, Budget.Leave> leave;
    private final Consumer<String> told;

    /** @param leave tells whether the run may spend more */
    RunDialogue(Ledger ledger, Time time, Function<RunState, Budget.Leave> leave, Consumer<String> told) {
        this.ledger = ledger;
        this.time = time;
        this.leave = leave;
        this.told = told;
    }

    @Override
    public List<RunEvent.OfSupervisor> recorded() {
        return ledger.read(RunState::dialogue);
    }

    @Override
    public Optional<RunEvent.SupervisorAsked> ask(int turn, Function<List<MessageView>, String> content)
            throws InterruptedException {
        List<RunEvent.SupervisorAsked> recorded = new ArrayList<>(1);
        // Between leave and record, a worker may use up what was left.
        while (recorded.isEmpty() && mayAsk()) {
            ledger.decide(state -> {
                if (isEnding(state) || leave.apply(state) != Budget.Leave.GRANTED) {
                    return List.of();
                }
                List<MessageView> messages = state.pending(Address.SUPERVISOR);
                RunEvent.SupervisorAsked asked = new RunEvent.SupervisorAsked(
                        turn,
                        content.apply(messages),
                        messages.stream().map(MessageView::id).toList());
                recorded.add(asked);
                return messages.isEmpty() ? List.of(asked) : List.of(asked, told(asked));
            });
        }
        return recorded.stream().findFirst();
    }

    private static RunEvent told(RunEvent.SupervisorAsked asked) {
        return new RunEvent.MessagesSettled(
                asked.messages(), MessageState.ACCEPTED, "the supervisor's model is told in turn " + asked.turn());
    }

    @Override
    public boolean mayAsk() throws InterruptedException {
        return ledger.await(this::mayAsk, Instant.MAX).orElse(false);
    }

    private Optional<Boolean> mayAsk(RunState state) {
        if (isEnding(state)) {
            return Optional.of(false);
        }
        return switch (leave.apply(state)) {
            case GRANTED -> Optional.of(true);
            case NEVER -> Optional.of(false);
            case LATER -> Optional.empty();
        };
    }

    private static boolean isEnding(RunState state) {
        return state.stopRequested().isPresent()
                || state.finished().isPresent()
                || state.ended().isPresent();
    }

    @Override
    public void record(RunEvent.OfSupervisor event) {
        ledger.append(event);
    }

    @Override
    public boolean awaitMessage() throws InterruptedException {
        return ledger.await(
                        state -> {
                            if (isEnding(state)
                                    || !state.pending(Address.SUPERVISOR).isEmpty()) {
                                return Optional.of(true);
                            }
                            return isAnswered(state) ? Optional.of(false) : Optional.empty();
                        },
                        Instant.MAX)
                .orElse(false);
    }

    /** Nothing that the supervisor gave or asked is open, so that nothing will wake it. */
    private static boolean isAnswered(RunState state) {
        return state.openTasks().stream().noneMatch(task -> task.from().equals(Address.SUPERVISOR))
                && state.openQuestions().stream()
                        .noneMatch(question -> question.from().equals(Address.SUPERVISOR));
    }

    @Override
    public boolean pause(Duration pause) throws InterruptedException {
        return ledger.await(
                        state -> isEnding(state) ? Optional.of(true) : Optional.empty(),
                        time.now().plus(pause))
                .isEmpty();
    }

    @Override
    public void tell(String line) {
        told.accept(line);
    }
}
