package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.FailureReason;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.profile.WorkerProfile.Background;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one worker session has in hand: the text on its way into the agent, and the turn that works on a task. Turns facts
 * into journal entries. For the worker's thread.
 */
final class TaskDesk {
    /** An idle agent takes a prompt within 0.4 s (measured on the slowest CLI); after this the screen is asked. */
    private static final Duration RECEIPT = Duration.ofSeconds(3);

    private static final int MAX_ATTEMPTS = 3;

    private final Team.Member member;
    private final WorkerTools tools;
    private Optional<Delivery> delivery = Optional.empty();
    private Optional<Turn> turn = Optional.empty();
    /** The agent's id of the last turn that was somebody else's: a text that joins it has no answer of its own. */
    private String others = "";

    private final OpenRequest request = new OpenRequest();

    TaskDesk(Team.Member member, WorkerTools tools) {
        this.member = member;
        this.tools = tools;
    }

    /** Where a text is typed: which incarnation, whether with an earlier one's conversation, and how far it was heard. */
    record Place(int incarnation, long mark, boolean goesOn) {}

    /**
     * Takes up what the session had in hand when the last orchestrator of the run died.
     *
     * @return the mark after which the agent's facts tell what became of it; empty if it had nothing in hand
     */
    Optional<Long> restore() {
        return tools.ledger().read(state -> {
            Optional<TaskView> task = state.openTasks().stream()
                    .filter(open -> open.inFlight() && open.session().equals(Optional.of(member.session())))
                    .findFirst();
            if (task.isPresent()) {
                return task.flatMap(this::restore);
            }
            List<MessageView> typed = state.messages().stream()
                    .filter(message ->
                            message.state() == MessageState.SENT && message.to().equals(member.address()))
                    .toList();
            return typed.isEmpty() ? Optional.empty() : restore(typed);
        });
    }

    /** What was in hand when its agent's end was recorded, and the orchestrator ended before more was. */
    void dropLost() {
        if (restore().isPresent()) {
            workerDied(new ProcessExit.Unknown("its end was recorded before the run was resumed"), false);
        }
    }

    private Optional<Long> restore(TaskView task) {
        task.prompt()
                .ifPresentOrElse(
                        prompt -> turn = Optional.of(
                                Turn.resumed(task, prompt, task.since().plus(limit()))),
                        () -> delivery = task.sending()
                                .map(sent -> new Delivery(
                                        new Delivery.What.Task(task.id()), sent.typed(), 0, 1, receiptDeadline())));
        return task.sending().map(TaskView.Sending::mark);
    }

    private Optional<Long> restore(List<MessageView> typed) {
        delivery = typed.getFirst()
                .sending()
                .map(sent -> new Delivery(
                        new Delivery.What.Messages(
                                typed.stream().map(MessageView::id).toList()),
                        sent.typed(),
                        0,
                        1,
                        receiptDeadline()));
        return typed.getFirst().sending().map(TaskView.Sending::mark);
    }

    private Duration limit() {
        return member.profile().taskLimit().orElse(tools.taskLimit());
    }

    boolean isFree() {
        return delivery.isEmpty() && turn.isEmpty();
    }

    /** Tells whether a text is on its way into the agent. */
    boolean isTyping() {
        return delivery.isPresent();
    }

    boolean isOpen(Delivery sought) {
        return delivery.filter(open -> open.typed().equals(sought.typed())).isPresent();
    }

    Instant nextDeadline() {
        Instant receipt = delivery.map(Delivery::deadline).orElse(Instant.MAX);
        Instant ofTurn = turn.map(Turn::nextDeadline).orElse(Instant.MAX);
        return Incarnation.earlier(request.deadline(), Incarnation.earlier(receipt, ofTurn));
    }

    /** Returns what the agent waits for now. */
    Optional<AgentFact.Waiting> openRequest() {
        return request.asked();
    }

    /** Records that the text is about to be typed; empty when somebody else took it meanwhile. */
    Optional<Delivery> claim(Outgoing next, AgentProvider provider, Place place) {
        next.writeFile(provider, tools.directory());
        boolean told = place.goesOn() && tools.ledger().read(state -> next.isCutOffIn(state, member.session()));
        String typed = (told ? next.note(provider) : "") + next.typed(provider, tools.directory());
        boolean claimed = !tools.ledger()
                .decide(state -> Outgoing.stillOpen(state, next)
                        ? List.of(Outgoing.sending(next.what(), member, place, typed, next.attempt(state)))
                        : List.of())
                .isEmpty();
        delivery = claimed ? Optional.of(new Delivery(next.what(), typed, 0, 1, receiptDeadline())) : Optional.empty();
        return delivery;
    }

    private Instant receiptDeadline() {
        return tools.time().now().plus(RECEIPT);
    }

    void submitted() {
        delivery = delivery.map(open -> open.submittedAgain(receiptDeadline()));
    }

    /** Waits that long for the receipt of a text that was handed over. */
    void handedOver(Duration patience) {
        delivery = delivery.map(open -> open.submittedAgain(tools.time().now().plus(patience)));
    }

    /** Waits for the receipt once more. */
    void extend() {
        delivery = delivery.map(open -> open.until(receiptDeadline()));
    }

    void lookLater() {
        delivery = delivery.map(open -> open.waitedFor(receiptDeadline()));
    }

    void pastingAgain(Delivery open, Place place) {
        tools.ledger().append(Outgoing.sending(open.what(), member, place, open.typed(), open.pastes() + 1));
        delivery = Optional.of(open.pastedAgain(receiptDeadline()));
    }

    Optional<Delivery> receiptOverdue(Instant now) {
        return delivery.filter(open -> !now.isBefore(open.deadline()));
    }

    /** Settles a text that could not be brought in provably. */
    void notAccepted(Delivery open, String detail) {
        switch (open.what()) {
            case Delivery.What.Task(TaskId id) ->
                end(id, new TaskOutcome.Failed(FailureReason.NOT_ACCEPTED, detail, ""));
            case Delivery.What.Messages(var ids) ->
                tools.ledger().append(new RunEvent.MessagesSettled(ids, MessageState.FAILED, detail));
        }
        delivery = Optional.empty();
    }

    /** The agent took a prompt. Returns whether it was ours. */
    boolean taken(AgentFact.PromptTaken prompt) {
        Optional<Delivery> ours =
                delivery.filter(open -> prompt.text().contains(open.typed().strip()));
        if (ours.isEmpty()) {
            Optional<Turn> own = turn.filter(running -> running.is(prompt.prompt()));
            boolean again = own.isPresent() && own.get().heardAgain(prompt.text(), others);
            if (!again) {
                others = prompt.prompt();
                own.ifPresent(Turn::joined);
            }
            return again;
        }
        delivery = Optional.empty();
        switch (ours.get().what()) {
            case Delivery.What.Task(TaskId id) -> {
                boolean mixed = prompt.prompt().equals(others)
                        || !prompt.text().strip().equals(ours.get().typed().strip());
                turn = Optional.of(
                        new Turn(id, prompt.prompt(), mixed, tools.time().now().plus(limit())));
                tools.ledger().append(new RunEvent.TaskAccepted(id, prompt.prompt()));
            }
            case Delivery.What.Messages(var ids) ->
                tools.ledger()
                        .append(new RunEvent.MessagesSettled(
                                ids, MessageState.ACCEPTED, "the agent took it as prompt " + prompt.prompt()));
        }
        return true;
    }

    /** The agent ended a turn. Returns whether that ended our task. */
    boolean turnEnded(AgentFact.TurnEnded end) {
        request.over();
        if (turn.filter(ours -> ours.is(end.prompt())).isEmpty()) {
            return false;
        }
        if (!end.background().isEmpty() && member.profile().background() instanceof Background.Await(Duration limit)) {
            turn.get().endedWithBackground(end, tools.time().now().plus(limit));
            return false;
        }
        settle(end);
        return true;
    }

    /** Background work of the agent ended. Returns whether that ended our task. */
    boolean backgroundEnded(String work) {
        Optional<AgentFact.TurnEnded> end = turn.flatMap(ours -> ours.backgroundEnded(work));
        end.ifPresent(this::settle);
        return end.isPresent();
    }

    private void settle(AgentFact.TurnEnded end) {
        endTurn(ours -> Reports.outcome(member.profile().result(), reported(ours.task()), end, ours.mixed()));
    }

    private Optional<RunEvent.ResultReported> reported(TaskId task) {
        return tools.ledger().read(state -> state.task(task).flatMap(TaskView::reported));
    }

    void interrupted(String prompt) {
        request.over();
        if (turn.filter(ours -> ours.is(prompt)).isPresent()) {
            fail(FailureReason.INTERRUPTED, "the turn was interrupted in its pane");
        }
    }

    /** A fact from before what is in hand now: only what the agent still waits for matters of it. */
    void seen(AgentFact fact) {
        if (fact instanceof AgentFact.Waiting waiting) {
            request.open(waiting, answerDeadline(waiting));
        } else if (fact instanceof AgentFact.WaitOver || fact instanceof AgentFact.TurnEnded) {
            request.over();
        }
    }

    /** A dialog before the agent takes any input. */
    void openAtStart(AgentFact.Waiting waiting) {
        request.open(waiting, Instant.MAX);
    }

    private Instant answerDeadline(AgentFact.Waiting waiting) {
        return tools.unattended() && Prompts.areSupervisors(member, waiting.on())
                ? tools.time().now().plus(OpenRequest.OF_SUPERVISOR)
                : Instant.MAX;
    }

    /** The agent waits for somebody. Returns whether its turn must be stopped, because nobody may answer. */
    boolean waiting(AgentFact.Waiting waiting) {
        request.open(waiting, answerDeadline(waiting));
        if (tools.unattended() && !Prompts.areSupervisors(member, waiting.on())) {
            fail(OpenRequest.reason(waiting), OpenRequest.unanswered(waiting, "nobody is there to answer"));
            return true;
        }
        tools.ledger()
                .decide(state -> turn.map(ours -> Prompts.waiting(state, ours.task(), member, waiting))
                        .orElseGet(() -> Prompts.waitingWithoutTask(state, member, waiting)));
        return false;
    }

    void waitOver() {
        request.over();
        tools.ledger().decide(state -> {
            List<RunEvent> events = new ArrayList<>(Prompts.over(state, member.session()));
            turn.flatMap(ours -> state.task(ours.task()))
                    .filter(task -> task.state() != TaskState.WORKING)
                    .ifPresent(task -> events.add(new RunEvent.TaskResumed(task.id())));
            return events;
        });
    }

    /** Ends the task whose time is over, if it is. Returns whether the agent's turn must be stopped. */
    boolean overdue(Instant now) {
        if (turn.filter(ours -> ours.overdue(now)).isPresent()) {
            fail(FailureReason.TIMEOUT, "it took longer than the task's limit allows");
            return true;
        }
        Optional<AgentFact.Waiting> unanswered = request.overdue(now);
        if (unanswered.isPresent()) {
            String why = "the supervisor did not answer within %d min".formatted(OpenRequest.OF_SUPERVISOR.toMinutes());
            fail(OpenRequest.reason(unanswered.get()), OpenRequest.unanswered(unanswered.get(), why));
            return true;
        }
        if (turn.filter(ours -> ours.backgroundOverdue(now)).isPresent()) {
            fail(
                    FailureReason.BACKGROUND_WORK,
                    "background work did not end in time: "
                            + String.join(", ", turn.get().background()));
        }
        return false;
    }

    /** Ends the task in hand as failed, if there is one. */
    void fail(FailureReason reason, String detail) {
        endTurn(_ -> new TaskOutcome.Failed(reason, detail, ""));
    }

    private void endTurn(Function<Turn, TaskOutcome> outcome) {
        Optional<Turn> ours = turn;
        turn = Optional.empty();
        ours.ifPresent(ending -> end(ending.task(), outcome.apply(ending)));
    }

    private void end(TaskId task, TaskOutcome outcome) {
        Answers.keep(tools.directory(), task, outcome);
        tools.ledger().decide(state -> TaskEndings.events(state, task, outcome));
    }

    /**
     * The agent's process ended: what it had in hand goes back, or fails, as the profile says.
     *
     * @param withTheRun whether the run itself was down: then only {@code on_restart: fail} gives the task up
     */
    void workerDied(ProcessExit exit, boolean withTheRun) {
        request.over();
        Optional<Delivery> typing = delivery;
        delivery = Optional.empty();
        typing.ifPresent(open -> giveBack(open, exit));
        if (turn.isEmpty()) {
            return;
        }
        TaskId task = turn.get().task();
        boolean wanted = switch (member.profile().onRestart()) {
            case RETRY -> true;
            case CONTINUE -> withTheRun;
            case FAIL -> false;
        };
        boolean again = wanted && attempts(task) < MAX_ATTEMPTS;
        if (again) {
            turn = Optional.empty();
            tools.ledger().append(new RunEvent.TaskRequeued(task, "the agent's process ended with " + exit));
        } else {
            fail(FailureReason.PROCESS_DIED, "the agent's process ended with " + exit);
        }
    }

    /** No receipt was in the agent's log when it died: the text provably never reached its conversation. */
    private void giveBack(Delivery open, ProcessExit exit) {
        String why = "the agent's process ended with %s before it took the text".formatted(exit);
        switch (open.what()) {
            case Delivery.What.Task(TaskId id) -> {
                if (attempts(id) < MAX_ATTEMPTS) {
                    tools.ledger().append(new RunEvent.TaskRequeued(id, why));
                } else {
                    end(id, new TaskOutcome.Failed(FailureReason.PROCESS_DIED, why, ""));
                }
            }
            case Delivery.What.Messages(var ids) ->
                tools.ledger().append(new RunEvent.MessagesSettled(ids, MessageState.RECORDED, why));
        }
    }

    private int attempts(TaskId task) {
        return tools.ledger()
                .read(state -> state.task(task).map(TaskView::attempt).orElse(0));
    }

    /** Ends everything that waits for a worker that takes no more. */
    void refuseEverything(FailureReason reason, String why) {
        while (true) {
            Optional<Outgoing> next = tools.ledger().read(state -> Outgoing.next(state, member));
            if (next.isEmpty()) {
                return;
            }
            switch (next.get()) {
                case Outgoing.Task(TaskView task) -> end(task.id(), new TaskOutcome.Failed(reason, why, ""));
                case Outgoing.Messages(List<MessageView> messages) ->
                    tools.ledger()
                            .append(new RunEvent.MessagesSettled(
                                    messages.stream().map(MessageView::id).toList(), MessageState.FAILED, why));
            }
        }
    }
}
