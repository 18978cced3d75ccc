package dev.cao.cli;

import java.util.List;
import java.util.Map;

/** What people type most often, by command: shown at the end of its help, unless the command tells its own. Each is
 * parsed by a test. */
final class Examples {
    private static final Map<String, List<String>> BY_COMMAND = Map.ofEntries(
            Map.entry(
                    "launch",
                    List.of(
                            "cao launch --profile examples/modernize.yaml",
                            "cao launch -p team.yaml --goal 'Port it to Java' --dir ~/bank --detach",
                            "cao launch -p team.yaml --set language=Java --timeout 45m --yes")),
            Map.entry("wait", List.of("cao wait", "cao wait modernize-7f3 --timeout 2h")),
            Map.entry(
                    "status",
                    List.of("cao status", "cao status --watch", "cao status --all", "cao status modernize-7f3 --json")),
            Map.entry(
                    "attach",
                    List.of(
                            "cao attach architect",
                            "cao attach modernize-7f3/supervisor",
                            "cao attach --print architect")),
            Map.entry(
                    "logs",
                    List.of(
                            "cao logs -f",
                            "cao logs modernize-7f3/architect",
                            "cao logs modernize-7f3 --answers",
                            "cao logs --json")),
            Map.entry(
                    "send",
                    List.of(
                            "cao send architect 'Keep the file formats'",
                            "cao send modernize-7f3/architect - <notes.md")),
            Map.entry("answer", List.of("cao answer security allow", "cao answer supervisor 'PostgreSQL'")),
            Map.entry("interrupt", List.of("cao interrupt architect --reason 'wrong folder'")),
            Map.entry("stop", List.of("cao stop", "cao stop modernize-7f3 bank-0k2", "cao stop --all")),
            Map.entry("resume", List.of("cao resume", "cao resume modernize-7f3")),
            Map.entry("prune", List.of("cao prune --older-than 14d", "cao prune --keep 10")),
            Map.entry("why", List.of("cao why architect", "cao why modernize-7f3/supervisor --json")),
            Map.entry("replay", List.of("cao replay modernize-7f3")),
            Map.entry("profile", List.of("cao profile list", "cao profile validate team.yaml")),
            Map.entry("profile validate", List.of("cao profile validate team.yaml agents/architect.yaml")),
            Map.entry("profile list", List.of("cao profile list", "cao profile list team.yaml --json")),
            Map.entry("profile show", List.of("cao profile show team.yaml --set language=Java")),
            Map.entry("profile schema", List.of("cao profile schema team >team.schema.json")),
            Map.entry("bedrock", List.of("cao bedrock export-action-group >actions.json")),
            Map.entry("bedrock export-action-group", List.of("cao bedrock export-action-group >actions.json")),
            Map.entry("completion", List.of("cao completion bash")),
            Map.entry("version", List.of("cao version")));

    private Examples() {}

    /** Returns those of a command, by its words without cao; empty where there are none. */
    static List<String> of(String command) {
        return BY_COMMAND.getOrDefault(command, List.of());
    }
}
