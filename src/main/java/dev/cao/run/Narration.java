package dev.cao.run;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.MessageId;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent;
import dev.cao.domain.ShortText;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells what a journal entry means in one line, for people: progress, logs and the view of the orchestrator. */
public final class Narration {
    private static final int SHOWN = 100;

    private Narration() {}

    /** A line and how loud it is; {@code subject} is the worker, or {@code run}. */
    public record Line(RunEvent.Level level, String subject, String text) {
        public Line {
            text = VisibleText.of(text);
        }
    }

    /** Returns the line; empty for entries that are of no interest while things go well. */
    public static Optional<Line> of(JournalEntry entry) {
        return switch (entry.event()) {
            case RunEvent.OfRun event -> ofRun(event);
            case RunEvent.OfWorker event -> ofWorker(event);
            case RunEvent.OfCall _ -> Optional.empty();
            case RunEvent.OfTask event -> ofTask(event);
            case RunEvent.OfMessage event -> ofMessage(event);
            case RunEvent.OfQuestion event -> ofQuestion(event);
            case RunEvent.OfSupervisor event -> ofDialogue(event);
        };
    }

    private static Optional<Line> ofDialogue(RunEvent.OfSupervisor event) {
        return switch (event) {
            case RunEvent.SupervisorAsked _ -> Optional.empty();
            case RunEvent.SupervisorAnswered answered ->
                line(
                        "supervisor",
                        "turn %d: %d tokens in, %d out%s"
                                .formatted(
                                        answered.turn(),
                                        answered.input() + answered.cacheRead() + answered.cacheWrite(),
                                        answered.output(),
                                        answered.costUsd()
                                                .map(cost -> String.format(Locale.ROOT, ", $%.4f", cost))
                                                .orElse("")));
            case RunEvent.SupervisorDelayed delayed ->
                warning(
                        "supervisor",
                        "turn %d: %s: %s; asked again in %s s"
                                .formatted(
                                        delayed.turn(),
                                        delayed.failure(),
                                        shortened(delayed.detail()),
                                        String.format(Locale.ROOT, "%.1f", delayed.waitMs() / 1000.0)));
            case RunEvent.SupervisorCompacted compacted ->
                warning(
                        "supervisor",
                        "turn %d: too long for the model; told shorter: results up to turn %d left out, turns up to %d summarised"
                                .formatted(compacted.turn(), compacted.cleared(), compacted.summarised()));
        };
    }

    private static Optional<Line> ofRun(RunEvent.OfRun event) {
        return switch (event) {
            case RunEvent.RunCreated created -> run("created in " + created.directory());
            case RunEvent.OrchestratorStarted started ->
                started.epoch() == 1 ? Optional.empty() : run("taken over by process " + started.pid());
            case RunEvent.SupervisorChosen chosen ->
                line(
                        "supervisor",
                        chosen.provider()
                                + chosen.model()
                                        .map(model -> " (" + model + ")")
                                        .orElse(""));
            case RunEvent.FileWriting writing -> run("writes %s (%d bytes)".formatted(writing.file(), writing.bytes()));
            case RunEvent.CheckMade check ->
                check.holds()
                        ? run("check holds: " + check.check())
                        : error("run", "check fails: " + check.check() + ": " + check.detail());
            case RunEvent.LimitNear near -> warning("run", near.detail());
            case RunEvent.LimitReached reached ->
                warning(
                        reached.agent().isEmpty() ? "run" : reached.agent(),
                        reached.detail() + (reached.pauses() ? "; it pauses until the limit is raised" : ""));
            case RunEvent.LimitRaised raised ->
                line(
                        raised.agent().isEmpty() ? "run" : raised.agent(),
                        "%s raises the limit on %s to %s".formatted(raised.by(), raised.limit(), raised.value()));
            case RunEvent.Noted noted -> Optional.of(new Line(noted.level(), "run", noted.text()));
            case RunEvent.Finished finished -> line("supervisor", "finished: " + finished.summary());
            case RunEvent.StopRequested stop -> warning("run", "stop requested by " + stop.by() + ": " + stop.why());
            case RunEvent.RunEnded ended ->
                run("ended: %s, exit code %d"
                        .formatted(ended.phase().wireName(), ended.exit().code()));
        };
    }

    private static Optional<Line> ofWorker(RunEvent.OfWorker event) {
        String worker = event.worker().value();
        return switch (event) {
            case RunEvent.WorkerStarting starting ->
                line(
                        worker,
                        (starting.incarnation() == 1 ? "starts" : "starts again") + " (" + starting.provider() + ")");
            case RunEvent.WorkerStarted _ -> Optional.empty();
            case RunEvent.WorkerReady _ -> line(worker, "is ready");
            case RunEvent.WorkerGone gone -> gone(gone);
            case RunEvent.PromptAnswered answered ->
                line(worker, "answered by " + answered.by() + ": " + shortened(answered.answer()));
            case RunEvent.UsageMeasured _ -> Optional.empty();
            case RunEvent.WorkerInterrupted interrupted -> warning(worker, "interrupted by " + interrupted.by());
        };
    }

    private static Optional<Line> ofTask(RunEvent.OfTask event) {
        String task = event.task().value();
        return switch (event) {
            case RunEvent.TaskCreated created ->
                line(created.to().value(), "%s from %s: %s".formatted(task, created.from(), shortened(created.text())));
            case RunEvent.TaskSent sent ->
                sent.attempt() == 1
                        ? Optional.empty()
                        : line(sent.worker().value(), task + " is typed again, attempt " + sent.attempt());
            case RunEvent.TaskAccepted _ -> line(task, "accepted; works");
            case RunEvent.TaskWaiting waiting ->
                warning(
                        task,
                        "waits for a " + waiting.on().name().toLowerCase(Locale.ROOT) + ": "
                                + shortened(waiting.detail()));
            case RunEvent.TaskResumed _ -> line(task, "goes on");
            case RunEvent.TaskRequeued requeued -> warning(task, "goes back to the queue: " + requeued.why());
            case RunEvent.TaskReleased _ -> Optional.empty();
            case RunEvent.ResultReported _ -> line(task, "result reported");
            case RunEvent.TaskEnded ended -> ended(ended);
        };
    }

    private static Optional<Line> ofMessage(RunEvent.OfMessage event) {
        return switch (event) {
            case RunEvent.MessageRecorded message ->
                line(
                        message.to().toString(),
                        "%s from %s%s: %s"
                                .formatted(
                                        message.message(),
                                        message.from(),
                                        message.inReplyTo()
                                                .map(task -> " (answer to " + task + ")")
                                                .orElse(""),
                                        shortened(message.body())));
            case RunEvent.MessagesSent _ -> Optional.empty();
            case RunEvent.MessagesSettled settled ->
                line(names(settled.messages()), settled.state().wireName() + ": " + settled.detail());
        };
    }

    private static Optional<Line> ofQuestion(RunEvent.OfQuestion event) {
        return switch (event) {
            case RunEvent.QuestionAsked(var id, var _, var from, String text, List<String> choices) ->
                warning(
                        from.toString(),
                        "asks %s: %s%s\n'cao answer %s TEXT' answers it"
                                .formatted(id, text.strip(), listed(choices), from));
            case RunEvent.QuestionReleased _ -> Optional.empty();
            case RunEvent.QuestionAnswered(var id, var by, String answer) ->
                line("supervisor", "%s was answered by %s: %s".formatted(id, by, shortened(answer)));
        };
    }

    private static String listed(List<String> choices) {
        return choices.isEmpty() ? "" : " [" + String.join(" | ", choices) + "]";
    }

    private static Optional<Line> gone(RunEvent.WorkerGone gone) {
        boolean inOrder = gone.exit() instanceof ProcessExit.Code(int code) && code == 0;
        String text = "ended with " + gone.exit()
                + (inOrder || gone.detail().isEmpty() ? "" : "; its last lines:\n" + gone.detail());
        return inOrder
                ? line(gone.worker().value(), text)
                : warning(gone.worker().value(), text);
    }

    private static Optional<Line> ended(RunEvent.TaskEnded ended) {
        return switch (ended.outcome()) {
            case TaskOutcome.Done(String answer, boolean mixed) ->
                line(
                        ended.task().value(),
                        "done, %d characters%s"
                                .formatted(answer.length(), mixed ? ", mixed with a person's text" : ""));
            case TaskOutcome.Failed(var reason, String detail, String _) ->
                error(ended.task().value(), "failed (" + reason.wireName() + "): " + detail);
            case TaskOutcome.Cancelled(String why) -> warning(ended.task().value(), "cancelled: " + why);
        };
    }

    private static String names(List<MessageId> ids) {
        return ids.stream().map(MessageId::value).collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return ShortText.of(line, SHOWN);
    }

    private static Optional<Line> run(String text) {
        return line("run", text);
    }

    private static Optional<Line> line(String subject, String text) {
        return Optional.of(new Line(RunEvent.Level.INFO, subject, text));
    }

    private static Optional<Line> warning(String subject, String text) {
        return Optional.of(new Line(RunEvent.Level.WARNING, subject, text));
    }

    private static Optional<Line> error(String subject, String text) {
        return Optional.of(new Line(RunEvent.Level.ERROR, subject, text));
    }
}
