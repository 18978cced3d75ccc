package dev.cao.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a team of Markdown agents with front matter: upstream CAO's, or Claude Code's subagents. */
final class MarkdownTeam {
    private final ProfileReader reader;
    private final String name;
    private final String file;

    MarkdownTeam(ProfileReader reader, String name, String file) {
        this.reader = reader;
        this.name = name;
        this.file = file;
    }

    TeamDraft read(List<Path> sources) {
        List<Problem> wrong = new ArrayList<>();
        List<Problem> leftOut = new ArrayList<>();
        List<WorkerProfile> agents = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(file, "");
        for (Path source : sources) {
            try {
                LoadedAgent loaded = reader.readAgent(source);
                leftOut.addAll(loaded.notes());
                WorkerProfile agent = loaded.agent();
                if (files.putIfAbsent("agents/%s.yaml".formatted(agent.agent()), agent(agent)) != null) {
                    wrong.add(SourceFile.whole(source).problem("another file gives an agent of that name, too"));
                }
                agents.add(agent);
            } catch (ProfileException e) {
                wrong.addAll(e.problems());
            }
        }
        if (!wrong.isEmpty()) {
            throw new ProfileException(wrong);
        }
        files.put(file, team(agents));
        return new TeamDraft(file, files, Set.of(), leftOut);
    }

    private String team(List<WorkerProfile> agents) {
        List<String> workers = new ArrayList<>(agents.stream()
                .filter(agent -> !leads(agent))
                .map(WorkerProfile::agent)
                .toList());
        Optional<String> leader = workers.isEmpty()
                ? Optional.empty()
                : agents.stream()
                        .filter(MarkdownTeam::leads)
                        .map(WorkerProfile::agent)
                        .findFirst();
        agents.stream()
                .map(WorkerProfile::agent)
                .filter(agent -> !workers.contains(agent) && !leader.equals(Optional.of(agent)))
                .forEach(workers::add);
        StringBuilder team = new StringBuilder(
                "# Made by 'cao profile import'. It is yours: change what you like, the plan above all.\n");
        team.append(Yaml.field(0, "name", name))
                .append(Yaml.field(0, "goal", "Say here, or with --goal, what the team is to reach."));
        team.append(leader.map(
                        "supervisor: [ { agent: %s }, { provider: plan } ]   # the first that can be used here\n"
                                ::formatted)
                .orElse("supervisor: { provider: plan }\n"));
        team.append("workers:\n");
        workers.forEach(worker -> team.append("  - { agent: %s }\n".formatted(Yaml.text(worker))));
        team.append("plan:\n");
        String before = "";
        for (String worker : workers) {
            String task =
                    "{{goal}}" + (before.isEmpty() ? "" : "\n\nThe answer of %s:\n{{%s}}".formatted(before, before));
            team.append("  - handoff:\n      to: %s\n".formatted(Yaml.text(worker)))
                    .append(Yaml.field(6, "task", task));
            before = worker;
        }
        return team.toString();
    }

    private static boolean leads(WorkerProfile agent) {
        return agent.role().equals(Optional.of("supervisor"));
    }

    private static String agent(WorkerProfile agent) {
        StringBuilder yaml = new StringBuilder(Yaml.field(0, "name", agent.agent()));
        if (!agent.description().isBlank()) {
            yaml.append(Yaml.field(0, "description", agent.description()));
        }
        List<String> providers = agent.providers();
        yaml.append("provider: ")
                .append(providers.size() == 1 ? Yaml.text(providers.getFirst()) : Yaml.list(providers))
                .append('\n');
        agent.model().ifPresent(model -> yaml.append(Yaml.field(0, "model", model)));
        agent.role().ifPresent(role -> yaml.append(Yaml.field(0, "role", role)));
        List<String> tools = new ArrayList<>();
        if (!agent.tools().allow().isEmpty()) {
            tools.add("allow: " + Yaml.list(agent.tools().allow()));
        }
        if (!agent.tools().deny().isEmpty()) {
            tools.add("deny: " + Yaml.list(agent.tools().deny()));
        }
        if (!tools.isEmpty()) {
            yaml.append("tools: { %s }\n".formatted(String.join(", ", tools)));
        }
        if (!agent.instructions().isBlank()) {
            yaml.append(Yaml.field(0, "instructions", agent.instructions()));
        }
        return yaml.toString();
    }
}
