package dev.cao.provider.copilot;

import dev.cao.profile.WorkerProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker's role and tools mean for Copilot: tools that the model is not given, and kinds of permission that are
 * refused without asking. A name that is not known is refused: fewer rights, never more.
 */
final class CopilotRights {
    /** Each with the tools to take away, and the kinds of permission to refuse. */
    private static final Map<String, Taken> VOCABULARY = Map.of(
            "execute_bash",
            new Taken(List.of("bash", "read_bash", "write_bash", "stop_bash", "list_bash"), List.of("shell")),
            "fs_write",
            new Taken(List.of("create", "edit", "apply_patch"), List.of("write")),
            "fs_read",
            new Taken(List.of("view"), List.of()),
            "fs_list",
            new Taken(List.of("grep", "glob"), List.of()),
            "web_fetch",
            new Taken(List.of("web_fetch", "web_search"), List.of("url")));

    /** Other agents of Copilot work with rights of their own. */
    private static final List<String> AGENTS = List.of("task", "write_agent");

    private static final List<String> ACTING = List.of("execute_bash", "fs_write", "web_fetch");

    private record Taken(List<String> tools, List<String> kinds) {
        static final Taken NOTHING = new Taken(List.of(), List.of());
    }

    private CopilotRights() {}

    /** Returns why the worker's rights cannot be held; empty when they can. */
    static Optional<String> refusal(WorkerProfile profile) {
        if (profile.role()
                .filter(role -> !role.equals("developer") && !onlyReads(role))
                .isPresent()) {
            return Optional.of(
                    "it does not know the role '%s'".formatted(profile.role().get()));
        }
        List<String> named = new ArrayList<>(profile.tools().allow());
        named.addAll(profile.tools().deny());
        return named.stream()
                .filter(tool -> !VOCABULARY.containsKey(tool))
                .findFirst()
                .map("it does not know the tool '%s'"::formatted);
    }

    private static boolean onlyReads(String role) {
        return role.equals("reviewer") || role.equals("supervisor");
    }

    /** Returns the arguments that restrict the tools. Each option is one argument, so that none swallows the next. */
    static List<String> arguments(WorkerProfile profile) {
        Set<String> taken = new LinkedHashSet<>(profile.tools().deny());
        if (profile.role().filter(CopilotRights::onlyReads).isPresent()) {
            taken.addAll(ACTING);
        }
        if (!profile.tools().allow().isEmpty()) {
            VOCABULARY.keySet().stream()
                    .filter(tool -> !profile.tools().allow().contains(tool))
                    .sorted()
                    .forEach(taken::add);
        }
        if (taken.isEmpty()) {
            return List.of();
        }
        List<String> tools = new ArrayList<>(AGENTS);
        List<String> arguments = new ArrayList<>();
        for (String name : taken) {
            Taken what = VOCABULARY.getOrDefault(name, Taken.NOTHING);
            tools.addAll(what.tools());
            what.kinds().forEach(kind -> arguments.add("--deny-tool=" + kind));
        }
        arguments.add("--excluded-tools=" + String.join(",", tools));
        return arguments;
    }
}
