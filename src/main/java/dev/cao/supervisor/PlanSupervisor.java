package dev.cao.supervisor;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.CaoException;
import dev.cao.domain.TaskId;
import dev.cao.profile.Condition;
import dev.cao.profile.PlanStep;
import dev.cao.profile.Template;
import dev.cao.supervisor.PlanAnswers.Answer;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A supervisor without a model: the steps of a profile's plan, in their order. Each call's key is made of the step's
 * number and the attempt, so that a plan that is run again joins what was done.
 *
 * <p>A failed step ends the plan, unless a later step's {@code when} asks for that failure.
 */
public final class PlanSupervisor implements Supervisor {
    /** A task ends by its own limit; the plan waits for it without one. */
    private static final Duration PATIENCE = Duration.ofDays(365);

    /** As many characters of names stand in a key. */
    private static final int MOST_NAMES = 250;

    private final List<PlanStep> steps;
    private final Workspace workspace;
    private final PlanAnswers answers;
    private final Map<String, Assigned> assigned = new LinkedHashMap<>();

    /** An assignment whose answer was not yet taken. */
    private record Assigned(int step, PlanStep.Assign assign, TaskId task, int attempt) {}

    /** @param names what templates may use besides answers: {@code goal} and what {@code --set} gave */
    public PlanSupervisor(List<PlanStep> steps, Map<String, String> names, Workspace workspace) {
        this.steps = List.copyOf(steps);
        this.workspace = workspace;
        this.answers = new PlanAnswers(names);
    }

    @Override
    public void pursue(Toolbox toolbox) throws InterruptedException {
        String trouble = "";
        for (int number = 1; number <= steps.size() && trouble.isEmpty(); number++) {
            PlanStep step = steps.get(number - 1);
            if (step.when().filter(condition -> !answers.holds(condition)).isPresent()) {
                skip(number, step);
                continue;
            }
            trouble = carryOut(number, step, toolbox);
            if (trouble.isEmpty()) {
                step.when()
                        .ifPresent(condition ->
                                PlanAnswers.failuresNamed(condition).forEach(answers::replaced));
            }
        }
        if (trouble.isEmpty()) {
            trouble = take(steps.size() + 1, List.copyOf(assigned.keySet()), true, PATIENCE, toolbox);
        }
        if (trouble.isEmpty() && !answers.failures().isEmpty()) {
            trouble = "failed and not replaced: " + String.join(", ", answers.failures());
        }
        boolean done = trouble.isEmpty();
        ToolResult _ = toolbox.call(
                Address.SUPERVISOR,
                new CallKey("plan/finish"),
                new ToolCall.Finish(
                        done, done ? "The plan's %d steps are done.".formatted(steps.size()) : trouble, true));
    }

    private void skip(int number, PlanStep step) {
        workspace.tell("step %d: skipped, its condition does not hold".formatted(number));
        name(step)
                .filter(name -> !answers.has(name))
                .ifPresent(name -> answers.put(name, new Answer(Condition.State.SKIPPED, "")));
    }

    private static Optional<String> name(PlanStep step) {
        return switch (step) {
            case PlanStep.Handoff handoff -> Optional.of(handoff.as());
            case PlanStep.Assign assign -> Optional.of(assign.as());
            case PlanStep.Send _, PlanStep.Wait _, PlanStep.Write _ -> Optional.empty();
        };
    }

    /** Returns why the plan must end; empty when it goes on. */
    private String carryOut(int number, PlanStep step, Toolbox toolbox) throws InterruptedException {
        return switch (step) {
            case PlanStep.Handoff handoff -> handoff(number, handoff, toolbox);
            case PlanStep.Assign assign -> assign(number, assign, 1, toolbox);
            case PlanStep.Send send -> send(number, send, toolbox);
            case PlanStep.Wait wait ->
                take(number, wait.names(), wait.all(), wait.timeout().orElse(PATIENCE), toolbox);
            case PlanStep.Write write -> write(number, write);
        };
    }

    private String handoff(int number, PlanStep.Handoff step, Toolbox toolbox) throws InterruptedException {
        String task = fill(step.task());
        ToolResult result = ToolResult.refused("not tried");
        for (int attempt = 1; attempt <= step.retry() + 1 && !result.ok(); attempt++) {
            workspace.tell("step %d: handoff to %s%s".formatted(number, step.to(), again(attempt)));
            result = toolbox.call(
                    Address.SUPERVISOR,
                    new CallKey("plan/%d/%d".formatted(number, attempt)),
                    new ToolCall.Handoff(step.to(), task, PATIENCE, Optional.of(step.as())));
        }
        return settle(number, step.as(), result.ok(), result.text());
    }

    private static String again(int attempt) {
        return attempt == 1 ? "" : ", attempt " + attempt;
    }

    /** Returns why the plan must end; empty when the task was given. */
    private String assign(int number, PlanStep.Assign step, int attempt, Toolbox toolbox) throws InterruptedException {
        String task = fill(step.task());
        workspace.tell("step %d: assign to %s%s".formatted(number, step.to(), again(attempt)));
        ToolResult result = toolbox.call(
                Address.SUPERVISOR,
                new CallKey("plan/%d/%d".formatted(number, attempt)),
                new ToolCall.Assign(step.to(), task, Optional.of(step.as())));
        if (!result.ok()) {
            return settle(number, step.as(), false, result.text());
        }
        TaskId id = new TaskId(String.valueOf(result.fields().get("task_id")));
        assigned.put(step.as(), new Assigned(number, step, id, attempt));
        return "";
    }

    private String send(int number, PlanStep.Send step, Toolbox toolbox) throws InterruptedException {
        workspace.tell("step %d: message to %s".formatted(number, step.to()));
        ToolResult result = toolbox.call(
                Address.SUPERVISOR,
                new CallKey("plan/%d/1".formatted(number)),
                new ToolCall.SendMessage(
                        fill(step.message()), Optional.of(step.to().value())));
        return result.ok() ? "" : "step %d: %s".formatted(number, result.text());
    }

    private String write(int number, PlanStep.Write step) {
        workspace.tell("step %d: write %s".formatted(number, step.file()));
        try {
            workspace.write(new CallKey("plan/%d/1".formatted(number)), step.file(), fill(step.content()));
            return "";
        } catch (CaoException e) {
            return "step %d: %s".formatted(number, e.what());
        }
    }

    private String fill(Template template) {
        return template.fill(answers.texts());
    }

    /** Takes the answers of assignments, and gives failed ones again as often as their steps allow. */
    private String take(int number, List<String> names, boolean all, Duration timeout, Toolbox toolbox)
            throws InterruptedException {
        List<String> open = new ArrayList<>(names);
        open.retainAll(assigned.keySet());
        String trouble = "";
        boolean enough = open.isEmpty();
        while (!enough) {
            workspace.tell("step %d: wait for %s".formatted(number, String.join(", ", open)));
            List<TaskId> tasks = open.stream().map(name -> taskOf(name)).toList();
            Map<String, ToolResult> ended = wait(tasks, all, timeout, toolbox);
            if (ended.isEmpty()) {
                return late(number, open);
            }
            boolean timeIsOver = all && ended.size() < tasks.size();
            for (String name : List.copyOf(open)) {
                ToolResult result = ended.get(taskOf(name).value());
                if (result == null || (!result.ok() && giveAgain(name, toolbox))) {
                    continue;
                }
                open.remove(name);
                assigned.remove(name);
                String why = settle(number, name, result.ok(), result.text());
                trouble = trouble.isEmpty() ? why : trouble;
            }
            if (timeIsOver && trouble.isEmpty()) {
                return late(number, open);
            }
            enough = open.isEmpty() || (!all && open.size() < names.size()) || !trouble.isEmpty();
        }
        return trouble;
    }

    private TaskId taskOf(String name) {
        return Optional.ofNullable(assigned.get(name))
                .orElseThrow(() -> new IllegalStateException("nothing was assigned as " + name))
                .task();
    }

    private boolean giveAgain(String name, Toolbox toolbox) throws InterruptedException {
        Assigned failed = assigned.get(name);
        if (failed == null || failed.attempt() > failed.assign().retry()) {
            return false;
        }
        return assign(failed.step(), failed.assign(), failed.attempt() + 1, toolbox)
                .isEmpty();
    }

    /** A key has an end; the names of many tasks do not fit into one. */
    private static CallKey waitKey(List<TaskId> tasks) {
        String names = tasks.stream().map(TaskId::value).collect(Collectors.joining("-"));
        return new CallKey("plan/wait/"
                + (names.length() <= MOST_NAMES
                        ? names
                        : tasks.size() + "-tasks-" + UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8))));
    }

    private static Map<String, ToolResult> wait(List<TaskId> tasks, boolean all, Duration timeout, Toolbox toolbox)
            throws InterruptedException {
        ToolResult result = toolbox.call(Address.SUPERVISOR, waitKey(tasks), new ToolCall.WaitFor(tasks, all, timeout));
        Map<String, ToolResult> ended = new HashMap<>();
        if (result.fields().get("answers") instanceof List<?> answers) {
            for (Object answer : answers) {
                if (answer instanceof Map<?, ?> fields) {
                    ended.put(
                            String.valueOf(fields.get("task_id")),
                            new ToolResult(
                                    Boolean.TRUE.equals(fields.get("success")),
                                    String.valueOf(fields.get("output")),
                                    Map.of()));
                }
            }
        }
        return ended;
    }

    private String late(int number, List<String> open) {
        String trouble = "";
        for (String name : open) {
            String why = settle(number, name, false, "no answer in the time that step %d gives".formatted(number));
            trouble = trouble.isEmpty() ? why : trouble;
        }
        return trouble;
    }

    /** Keeps an answer under its name. Returns why the plan must end: a failure that no later step is there for. */
    private String settle(int number, String name, boolean ok, String text) {
        answers.put(name, new Answer(ok ? Condition.State.DONE : Condition.State.FAILED, text));
        if (ok || expected(number, name)) {
            return "";
        }
        return "step %d: '%s' failed: %s".formatted(number, name, firstLine(text));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private boolean expected(int number, String name) {
        return steps.stream()
                .skip(Math.min(number, steps.size()))
                .map(PlanStep::when)
                .flatMap(Optional::stream)
                .map(PlanAnswers::failuresNamed)
                .flatMap(Set::stream)
                .anyMatch(name::equals);
    }
}
