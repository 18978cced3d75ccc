package dev.cao.provider.opencode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.LaunchRequest;
import dev.cao.io.Json;
import dev.cao.profile.WorkerProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker's role and tools mean for OpenCode: rules for each kind of permission, of which the last that fits counts.
 * A name that is not known is refused: fewer rights, never more.
 */
final class OpenCodeRights {
    private static final List<String> READING = List.of("read", "glob", "grep", "list", "lsp");
    private static final List<String> HARMLESS = List.of("question", "todowrite", "todoread", "skill");
    private static final List<String> ACTING =
            List.of("bash", "edit", "webfetch", "websearch", "codesearch", "external_directory", "doom_loop");

    private static final Map<String, List<String>> VOCABULARY = Map.ofEntries(
            Map.entry("execute_bash", List.of("bash")),
            Map.entry("fs_read", List.of("read")),
            Map.entry("fs_write", List.of("edit")),
            Map.entry("fs_list", List.of("glob", "grep", "list")),
            Map.entry("web_fetch", List.of("webfetch", "websearch")),
            Map.entry("bash", List.of("bash")),
            Map.entry("read", List.of("read")),
            Map.entry("edit", List.of("edit")),
            Map.entry("write", List.of("edit")),
            Map.entry("patch", List.of("edit")),
            Map.entry("glob", List.of("glob")),
            Map.entry("grep", List.of("grep")),
            Map.entry("list", List.of("list")),
            Map.entry("webfetch", List.of("webfetch")),
            Map.entry("websearch", List.of("websearch")),
            Map.entry("task", List.of("task")));

    private OpenCodeRights() {}

    /** Returns why the worker's rights cannot be held; empty when they can. */
    static Optional<String> refusal(WorkerProfile profile) {
        if (profile.role().filter(role -> !isKnown(role)).isPresent()) {
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

    private static boolean isKnown(String role) {
        return role.equals("developer") || onlyReads(role);
    }

    private static boolean onlyReads(String role) {
        return role.equals("reviewer") || role.equals("supervisor");
    }

    /** Returns the rules of the worker's agent. They come after the user's own, and so overrule them. */
    static ObjectNode rules(LaunchRequest request) {
        WorkerProfile profile = request.profile();
        boolean restricted = profile.role().filter(OpenCodeRights::onlyReads).isPresent();
        Set<String> allowed = own(profile.tools().allow());
        ObjectNode rules = Json.object();
        rules.put("*", restricted || !allowed.isEmpty() ? "deny" : "ask");
        for (String tool : READING) {
            rules.put(tool, allowed.isEmpty() || allowed.contains(tool) ? "allow" : "deny");
        }
        HARMLESS.forEach(tool -> rules.put(tool, "allow"));
        for (String tool : ACTING) {
            boolean there = !restricted && (allowed.isEmpty() || allowed.contains(tool));
            rules.put(tool, there ? "ask" : "deny");
        }
        // Another agent of OpenCode has rights of its own.
        boolean delegates = !restricted && allowed.isEmpty();
        rules.put("task", delegates ? "ask" : "deny");
        rules.putObject("external_directory").put("*", "ask").put(request.texts() + "/*", "allow");
        own(profile.tools().deny()).forEach(tool -> rules.put(tool, "deny"));
        rules.put("cao_*", "allow");
        return rules;
    }

    private static Set<String> own(List<String> tools) {
        Set<String> own = new LinkedHashSet<>();
        tools.forEach(tool -> own.addAll(VOCABULARY.getOrDefault(tool, List.of(tool))));
        return own;
    }
}
