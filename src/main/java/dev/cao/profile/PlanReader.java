package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code plan}: checks each step against the workers and against the steps before it. One plan, one reader. */
final class PlanReader {
    private static final int MAX_RETRIES = 10;
    private static final String EXPECTED = "a list of steps such as `- handoff: { to: architect, task: \"…\" }`";

    private final Set<String> workers;
    private final PlanNames names;
    private final Problems problems;

    /** @param workers the names of the team's workers; when there is none, {@code to} is not checked */
    PlanReader(Set<String> workers, Optional<String> goal, Map<String, String> variables, Problems problems) {
        this.workers = workers;
        this.names = new PlanNames(goal.isPresent(), variables.keySet(), problems);
        this.problems = problems;
    }

    List<PlanStep> read(Fields team) {
        List<PlanStep> steps = new ArrayList<>();
        List<Node> items = team.items("plan", EXPECTED);
        if (items.isEmpty()
                && team.node("plan").filter(Node.Sequence.class::isInstance).isPresent()) {
            problems.add(team.placeOf("plan"), "is empty; expected " + EXPECTED);
        }
        for (Node item : items) {
            step(item).ifPresent(steps::add);
        }
        names.unused()
                .forEach(name -> problems.note(
                        team.place(), "--set " + name + " has no effect: no template names {{" + name + "}}"));
        return steps;
    }

    private Optional<PlanStep> step(Node item) {
        Fields step = Fields.of(item, Keys.STEP, problems);
        if (step.entries().size() != 1) {
            if (step.isReadable()
                    && item instanceof Node.Mapping mapping
                    && mapping.entries().size() != 1) {
                problems.add(item.place(), "expected one verb in a step: " + String.join(", ", Keys.STEP.known()));
            }
            return Optional.empty();
        }
        Node.Entry entry = step.entries().values().iterator().next();
        return switch (entry.key()) {
            case "handoff" -> task(Fields.of(entry.value(), Keys.TASK, problems), false);
            case "assign" -> task(Fields.of(entry.value(), Keys.TASK, problems), true);
            case "send" -> send(Fields.of(entry.value(), Keys.SEND, problems));
            case "wait" -> await(Fields.of(entry.value(), Keys.WAIT, problems));
            default -> write(Fields.of(entry.value(), Keys.WRITE, problems));
        };
    }

    private Optional<PlanStep> task(Fields fields, boolean assign) {
        Optional<WorkerName> to = to(fields);
        Optional<Template> task = fields.required("task", "what the worker is to do")
                .flatMap(node -> Values.scalar(node, "a text", problems))
                .map(names::template);
        Optional<Condition> when = when(fields);
        int retry = fields.integer("retry", 0, MAX_RETRIES).orElse(0);
        Optional<Node.Scalar> written = fields.has("as") ? fields.scalar("as", "a name") : to(fields, false);
        Optional<String> as = written.filter(name -> names.define(name, fields.has("as"), assign, when))
                .map(Node.Scalar::text);
        if (to.isEmpty() || task.isEmpty() || as.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                assign
                        ? new PlanStep.Assign(to.get(), task.get(), as.get(), retry, when)
                        : new PlanStep.Handoff(to.get(), task.get(), as.get(), retry, when));
    }

    private Optional<PlanStep> send(Fields fields) {
        Optional<WorkerName> to = to(fields);
        Optional<Template> message = fields.required("message", "what to tell the worker")
                .flatMap(node -> Values.scalar(node, "a text", problems))
                .map(names::template);
        Optional<Condition> when = when(fields);
        return to.isEmpty() || message.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlanStep.Send(to.get(), message.get(), when));
    }

    private Optional<PlanStep> await(Fields fields) {
        fields.required("for", "the names of assigned steps, such as `[perf, tests]`");
        List<Node.Scalar> awaited = fields.oneOrMore("for", "a name, or a list of names");
        boolean all = fields.choice("mode", List.of("all", "any")).orElse("all").equals("all");
        Optional<Duration> timeout = fields.duration("timeout");
        Optional<Condition> when = when(fields);
        names.await(awaited, all, when);
        return awaited.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlanStep.Wait(
                        awaited.stream().map(Node.Scalar::text).toList(), all, timeout, when));
    }

    private Optional<PlanStep> write(Fields fields) {
        Optional<Path> file = fields.required("file", "a file of the run's directory")
                .flatMap(node -> Values.scalar(node, "a file", problems))
                .flatMap(written -> RelativePaths.inside(written, problems));
        Optional<Template> content = fields.required("template", "a file beside the profile")
                .flatMap(node -> Values.scalar(node, "a file", problems))
                .flatMap(this::templateFile);
        Optional<Condition> when = when(fields);
        return file.isEmpty() || content.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlanStep.Write(file.get(), content.get(), when));
    }

    private Optional<Template> templateFile(Node.Scalar written) {
        return RelativePaths.existing(written, problems)
                .flatMap(_ -> SourceFile.read(
                        written.place()
                                .source()
                                .path()
                                .resolveSibling(written.text())
                                .normalize(),
                        written.place(),
                        problems))
                .map(names::template);
    }

    private Optional<WorkerName> to(Fields fields) {
        fields.required("to", "the name of a worker");
        return to(fields, true)
                .filter(written -> {
                    boolean known = workers.isEmpty() || workers.contains(written.text());
                    if (!known) {
                        problems.add(
                                written.place(),
                                "no worker " + Quoted.of(written.text()) + " in this team"
                                        + Suggestion.orAll(written.text(), workers));
                    }
                    return known && WorkerName.isValid(written.text());
                })
                .map(written -> new WorkerName(written.text()));
    }

    private Optional<Node.Scalar> to(Fields fields, boolean complain) {
        return complain
                ? fields.scalar("to", "the name of a worker")
                : fields.node("to").filter(Node.Scalar.class::isInstance).map(Node.Scalar.class::cast);
    }

    private Optional<Condition> when(Fields fields) {
        return fields.scalar("when", "a condition such as `review.failed`").flatMap(names::condition);
    }
}
