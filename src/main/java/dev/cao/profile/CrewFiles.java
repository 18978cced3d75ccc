package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a team of CrewAI's two files: {@code agents.yaml} becomes agents, {@code tasks.yaml} the steps of a plan. What has
 * no place in a team is noted where it stands. Not thread-safe: one reading, one object.
 */
final class CrewFiles {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");

    private final String name;
    private final String file;
    private final Problems problems;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private final List<String> agents = new ArrayList<>();

    /** @param file of the team that is made */
    CrewFiles(String name, String file, Problems problems) {
        this.name = name;
        this.file = file;
        this.problems = problems;
    }

    /** Tells whether this is the root of CrewAI's file of agents. */
    static boolean isAgents(Node root) {
        return root instanceof Node.Mapping mapping
                && !mapping.entries().isEmpty()
                && mapping.entries().stream()
                        .allMatch(entry -> entry.value() instanceof Node.Mapping agent
                                && agent.entries().stream()
                                        .anyMatch(field -> field.key().equals("role")));
    }

    TeamDraft read(Node.Mapping crew, Optional<Node> tasks) {
        files.put(file, "");
        for (Node.Entry entry : crew.entries()) {
            if (WorkerName.isValid(entry.key()) && entry.value() instanceof Node.Mapping fields) {
                agent(entry.key(), fields);
            } else {
                problems.add(entry.place(), "is no name for a worker: letters, digits, `-` and `_`, at most 40");
            }
        }
        List<CrewTask> steps =
                tasks.map(root -> new CrewTasks(agents, problems).read(root)).orElse(List.of());
        StringBuilder team = new StringBuilder(
                "# Made by 'cao profile import' from a crew of CrewAI. It is yours: change what you like.\n");
        team.append(Yaml.field(0, "name", name))
                .append(Yaml.field(0, "goal", "The work of the crew " + name + "."))
                .append("supervisor: { provider: plan }\nworkers:\n");
        agents.forEach(agent -> team.append("  - { agent: %s }\n".formatted(Yaml.text(agent))));
        team.append("plan:\n").append(steps.isEmpty() ? aTaskForEach() : plan(steps));
        files.put(file, team.toString());
        return new TeamDraft(file, files, variables, problems.notes());
    }

    private String aTaskForEach() {
        StringBuilder plan = new StringBuilder();
        agents.forEach(
                agent -> plan.append("  - handoff: { to: %s, task: \"{{goal}}\" }\n".formatted(Yaml.text(agent))));
        return plan.toString();
    }

    private void agent(String key, Node.Mapping fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        StringBuilder more = new StringBuilder();
        for (Node.Entry field : fields.entries()) {
            String value =
                    field.value() instanceof Node.Scalar scalar ? scalar.text().strip() : "";
            switch (field.key()) {
                case "role", "goal", "backstory" -> {
                    texts.put(field.key(), value);
                    if (PLACEHOLDER.matcher(value).find()) {
                        problems.note(
                                field.place(),
                                "has a placeholder, which cao fills in in tasks only; it stays as it is");
                    }
                }
                case "allow_delegation" -> more.append(value.equals("true") ? "delegates: true\n" : "");
                case "max_execution_time" -> {
                    if (value.matches("[1-9][0-9]{0,6}")) {
                        more.append("limits: { task: %ss }\n".formatted(value));
                    }
                }
                case "llm", "function_calling_llm" ->
                    problems.note(
                            field.place(),
                            "is not carried over: an agent CLI has models of its own; set `model`, and `provider`");
                case "tools" ->
                    problems.note(
                            field.place(),
                            "is not carried over: these are functions of CrewAI; an agent CLI has tools of its own");
                default -> problems.note(field.place(), "is not carried over; cao has no such setting");
            }
        }
        agents.add(key);
        String instructions = "You are %s.\nYour goal: %s\n%s"
                .formatted(
                        texts.getOrDefault("role", key),
                        texts.getOrDefault("goal", ""),
                        texts.getOrDefault("backstory", ""));
        files.put(
                "agents/" + key + ".yaml",
                Yaml.field(0, "name", key)
                        + Yaml.field(0, "description", texts.getOrDefault("goal", texts.getOrDefault("role", key)))
                        + "provider: auto\n" + more
                        + Yaml.field(0, "instructions", instructions));
    }

    private String plan(List<CrewTask> tasks) {
        StringBuilder plan = new StringBuilder();
        Set<String> open = new LinkedHashSet<>();
        for (CrewTask task : tasks) {
            List<String> needed = task.context().stream().filter(open::contains).toList();
            wait(plan, needed, open);
            plan.append("  - %s:\n      to: %s\n"
                            .formatted(task.async() ? "assign" : "handoff", Yaml.text(task.agent())))
                    .append(Yaml.field(6, "task", text(task)))
                    .append("      as: %s\n".formatted(Yaml.text(task.name())));
            if (task.async()) {
                open.add(task.name());
            }
        }
        wait(plan, List.copyOf(open), open);
        for (CrewTask task : tasks) {
            task.output().ifPresent(output -> {
                String template = task.name() + ".tmpl";
                files.put(template, "{{" + task.name() + "}}\n");
                plan.append(
                        "  - write: { file: %s, template: %s }\n".formatted(Yaml.text(output), Yaml.text(template)));
            });
        }
        return plan.toString();
    }

    private static void wait(StringBuilder plan, List<String> names, Set<String> open) {
        if (!names.isEmpty()) {
            plan.append("  - wait: { for: %s }\n".formatted(Yaml.list(names)));
            names.forEach(open::remove);
        }
    }

    private String text(CrewTask task) {
        StringBuilder text = new StringBuilder(filled(task.description()));
        if (!task.expected().isEmpty()) {
            text.append("\n\nExpected: ").append(filled(task.expected()));
        }
        task.context()
                .forEach(before -> text.append("\n\nThe answer of ")
                        .append(before)
                        .append(":\n{{")
                        .append(before)
                        .append("}}"));
        return text.toString();
    }

    /** CrewAI's {@code {topic}} is cao's {@code {{topic}}}. */
    private String filled(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text.strip().replace("{{", "\\{{"));
        return placeholder.replaceAll(found -> {
            if (!found.group(1).equals("goal")) {
                variables.add(found.group(1));
            }
            return Matcher.quoteReplacement("{{" + found.group(1) + "}}");
        });
    }
}
