package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads CrewAI's {@code tasks.yaml}, in its order. Not thread-safe. */
final class CrewTasks {
    private final List<String> agents;
    private final Problems problems;
    private final List<CrewTask> tasks = new ArrayList<>();

    CrewTasks(List<String> agents, Problems problems) {
        this.agents = agents;
        this.problems = problems;
    }

    List<CrewTask> read(Node root) {
        if (!(root instanceof Node.Mapping mapping)) {
            problems.add(root.place(), "found " + root.found() + ", expected the tasks of a crew by name");
            return List.of();
        }
        for (Node.Entry entry : mapping.entries()) {
            if (!WorkerName.isValid(entry.key()) || !(entry.value() instanceof Node.Mapping fields)) {
                problems.add(
                        entry.place(), "is no task of a crew: a name of letters, digits, `-` and `_`, and its fields");
            } else {
                tasks.add(task(entry, fields));
            }
        }
        return tasks;
    }

    private CrewTask task(Node.Entry entry, Node.Mapping mapping) {
        Map<String, Node.Entry> fields = new LinkedHashMap<>();
        for (Node.Entry field : mapping.entries()) {
            switch (field.key()) {
                case "description", "expected_output", "agent", "context", "async_execution", "output_file" ->
                    fields.put(field.key(), field);
                case "human_input" ->
                    problems.note(
                            field.place(),
                            "is not carried over: look at the answer yourself, or let a supervisor `ask_user`");
                case "tools" ->
                    problems.note(
                            field.place(),
                            "is not carried over: these are functions of CrewAI; an agent CLI has tools of its own");
                case "output_json", "output_pydantic" ->
                    problems.note(field.place(), "is not carried over; see `result: { schema: FILE }` of an agent");
                default -> problems.note(field.place(), "is not carried over; cao has no such setting");
            }
        }
        return new CrewTask(
                entry.key(),
                agent(entry, fields),
                text(fields, "description").orElse(entry.key()),
                text(fields, "expected_output").orElse(""),
                context(fields),
                text(fields, "async_execution").filter("true"::equals).isPresent(),
                output(fields));
    }

    private String agent(Node.Entry task, Map<String, Node.Entry> fields) {
        Optional<String> named = text(fields, "agent");
        if (named.isPresent() && agents.contains(named.get())) {
            return named.get();
        }
        String first = agents.isEmpty() ? "" : agents.getFirst();
        if (named.isPresent()) {
            problems.add(
                    Optional.ofNullable(fields.get("agent"))
                            .map(Node.Entry::place)
                            .orElse(task.place()),
                    "no agent " + Quoted.of(named.get()) + Suggestion.orAll(named.get(), agents));
        } else {
            problems.note(task.place(), "names no agent; it is given to `%s`".formatted(first));
        }
        return first;
    }

    /** A crew works in sequence: a task that does not say what it needs gets the answer before it. */
    private List<String> context(Map<String, Node.Entry> fields) {
        Node.Entry field = fields.get("context");
        if (field == null) {
            return tasks.isEmpty() || tasks.getLast().async()
                    ? List.of()
                    : List.of(tasks.getLast().name());
        }
        List<String> names = new ArrayList<>();
        MarkdownAgent.words(field.value()).forEach(word -> {
            if (tasks.stream().anyMatch(task -> task.name().equals(word.text()))) {
                names.add(word.text());
            } else {
                problems.add(word.place(), "no earlier task " + Quoted.of(word.text()));
            }
        });
        return names;
    }

    private Optional<String> output(Map<String, Node.Entry> fields) {
        Optional<String> file = text(fields, "output_file");
        Node.Entry field = fields.get("output_file");
        if (field != null
                && file.filter(name -> name.startsWith("/") || name.contains("..") || name.contains("{"))
                        .isPresent()) {
            problems.note(
                    field.place(),
                    "is not carried over: a plan writes below the working directory, under a fixed name");
            return Optional.empty();
        }
        return file;
    }

    private static Optional<String> text(Map<String, Node.Entry> fields, String key) {
        return Optional.ofNullable(fields.get(key))
                .map(Node.Entry::value)
                .filter(Node.Scalar.class::isInstance)
                .map(value -> ((Node.Scalar) value).text().strip())
                .filter(text -> !text.isEmpty());
    }
}
