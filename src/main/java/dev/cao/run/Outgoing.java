package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.LongText;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The next text for a worker session, chosen from the journal: what was recorded first goes first. */
sealed interface Outgoing {
    /** What is longer goes into a file, and the agent is asked to read it. */
    int MAX_TYPED_BYTES = 8 * 1024;

    record Task(TaskView task) implements Outgoing {}

    /** All messages that wait for the session; they go together, in order, in one turn. */
    record Messages(List<MessageView> messages) implements Outgoing {}

    /** Returns what is next for the session, if anything is. */
    static Optional<Outgoing> next(RunState state, Team.Member member) {
        List<TaskView> queued = state.openTasks().stream()
                .filter(open -> open.state() == TaskState.QUEUED && open.to().equals(member.worker()))
                .toList();
        // Of several sessions of a worker, the one that had begun a task knows most of it.
        Optional<TaskView> task = queued.stream()
                .filter(open -> isCutOffIn(state, open, member.session()))
                .findFirst()
                .or(() -> queued.stream().findFirst());
        List<MessageView> messages = state.pending(member.address());
        if (messages.isEmpty()) {
            return task.map(Task::new);
        }
        if (task.isPresent()
                && task.get().createdAt().isBefore(messages.getFirst().recordedAt())) {
            return task.map(Task::new);
        }
        return Optional.of(new Messages(messages));
    }

    /** Tells whether the session had begun it, and was cut off. */
    default boolean isCutOffIn(RunState state, WorkerName session) {
        return this instanceof Task(TaskView task) && isCutOffIn(state, task, session);
    }

    private static boolean isCutOffIn(RunState state, TaskView task, WorkerName session) {
        return state.cutOffIn(task.id()).equals(Optional.of(session));
    }

    /** Tells whether nobody else took it, and nothing ended it, since it was chosen. */
    static boolean stillOpen(RunState state, Outgoing outgoing) {
        return switch (outgoing) {
            case Task(TaskView task) ->
                state.task(task.id()).map(TaskView::state).equals(Optional.of(TaskState.QUEUED));
            case Messages(List<MessageView> messages) -> {
                // All of them are to one session.
                Set<MessageView> pending =
                        Set.copyOf(state.pending(messages.getFirst().to()));
                yield pending.containsAll(messages);
            }
        };
    }

    /** Returns the number of the time that it would be typed now. */
    default int attempt(RunState state) {
        return switch (this) {
            case Task(TaskView task) ->
                state.task(task.id()).map(TaskView::attempt).orElse(0) + 1;
            case Messages(List<MessageView> messages) ->
                messages.stream().mapToInt(MessageView::attempt).max().orElse(0) + 1;
        };
    }

    default String text() {
        return switch (this) {
            case Task(TaskView task) -> task.text();
            case Messages(List<MessageView> messages) ->
                messages.stream()
                        .map(message -> "[Message %s from %s%s]\n%s"
                                .formatted(
                                        message.id(),
                                        message.from(),
                                        message.inReplyTo()
                                                .map(task -> ", the answer to task " + task)
                                                .orElse(""),
                                        message.body()))
                        .collect(Collectors.joining("\n\n"));
        };
    }

    /** Returns the file that would hold the text if it is too long to be typed. */
    default Path file(RunDirectory directory) {
        String name = switch (this) {
            case Task(TaskView task) -> task.id().value();
            case Messages(List<MessageView> messages) ->
                messages.getFirst().id().value();
        };
        return directory.longTexts().resolve(name + ".md");
    }

    /** Tells whether the text must go through a file: too long, or not taken verbatim when typed: never a control character. */
    default boolean needsFile(AgentProvider provider) {
        String text = text();
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_TYPED_BYTES
                || !provider.takesVerbatim(text)
                || text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
    }

    /** Writes the text into its file, if it must go through one. */
    default void writeFile(AgentProvider provider, RunDirectory directory) {
        if (!needsFile(provider)) {
            return;
        }
        try {
            WorkerLauncher.writePrivately(file(directory), text());
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST,
                    "cannot write %s: %s".formatted(file(directory), Reasons.of(e)),
                    "Free some space or repair the folder, then resume.",
                    e);
        }
    }

    /** Returns what will be typed. */
    default String typed(AgentProvider provider, RunDirectory directory) {
        return needsFile(provider) ? LongText.lineFor(file(directory)) : provider.harmless(text());
    }

    /**
     * Returns what an agent that was started again with its conversation is told before the text; empty for one that knows
     * of no earlier attempt.
     */
    default String note(AgentProvider provider) {
        return switch (this) {
            case Task(TaskView task) ->
                task.prompt().isPresent() && provider.remembers()
                        ? "[cao: you were cut off while you worked on this task, and started again. Look at what of it is done, and finish it.]\n"
                        : "";
            case Messages _ -> "";
        };
    }

    default Delivery.What what() {
        return switch (this) {
            case Task(TaskView task) -> new Delivery.What.Task(task.id());
            case Messages(List<MessageView> messages) ->
                new Delivery.What.Messages(
                        messages.stream().map(MessageView::id).toList());
        };
    }

    /** Returns the event that says that it is about to be typed. */
    static RunEvent sending(Delivery.What what, Team.Member member, TaskDesk.Place place, String typed, int attempt) {
        return switch (what) {
            case Delivery.What.Task(var id) ->
                new RunEvent.TaskSent(id, member.session(), place.incarnation(), typed, attempt, place.mark());
            case Delivery.What.Messages(var ids) ->
                new RunEvent.MessagesSent(ids, member.session(), place.incarnation(), typed, attempt, place.mark());
        };
    }
}
