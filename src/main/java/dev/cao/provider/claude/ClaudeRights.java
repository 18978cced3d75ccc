package dev.cao.provider.claude;

import dev.cao.profile.WorkerProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a worker's role and tools mean for Claude Code. A name that is not known is refused: fewer rights, never more. */
final class ClaudeRights {
    private static final List<String> READING = List.of("Read", "Glob", "Grep");
    /** Talking to other sessions behind the orchestrator's back; asking for other sessions. */
    private static final List<String> NEVER = List.of("ListAgents", "SendMessage");

    private static final Map<String, List<String>> VOCABULARY = Map.of(
            "execute_bash", List.of("Bash"),
            "fs_read", List.of("Read"),
            "fs_write", List.of("Edit", "Write", "NotebookEdit"),
            "fs_list", List.of("Glob", "Grep"),
            "web_fetch", List.of("WebFetch", "WebSearch"));

    /** Claude Code's own names, also with a rule: {@code Bash(git status)}, {@code mcp__server__tool}. */
    private static final Pattern OWN = Pattern.compile("(?:[A-Z][A-Za-z]+|mcp__[A-Za-z0-9_-]+)(?:\\(.*\\))?");

    private ClaudeRights() {}

    /** Returns why the worker's rights cannot be held; empty when they can. */
    static Optional<String> refusal(WorkerProfile profile) {
        if (profile.role().filter(role -> known(role).isEmpty()).isPresent()) {
            return Optional.of(
                    "it does not know the role '%s'".formatted(profile.role().get()));
        }
        List<String> named = new ArrayList<>(profile.tools().allow());
        named.addAll(profile.tools().deny());
        return named.stream()
                .filter(tool ->
                        !VOCABULARY.containsKey(tool) && !OWN.matcher(tool).matches())
                .findFirst()
                .map("it does not know the tool '%s'"::formatted);
    }

    /** Returns the built-in tools of a role; an empty list for all of them. */
    private static Optional<List<String>> known(String role) {
        return switch (role) {
            case "developer" -> Optional.of(List.of());
            case "reviewer", "supervisor" -> Optional.of(READING);
            default -> Optional.empty();
        };
    }

    /** Returns the arguments that restrict the tools. Each option is one argument, so that none swallows the next. */
    static List<String> arguments(WorkerProfile profile) {
        Set<String> tools =
                new LinkedHashSet<>(profile.role().flatMap(ClaudeRights::known).orElse(List.of()));
        if (!profile.tools().allow().isEmpty()) {
            Set<String> allowed = own(profile.tools().allow());
            if (tools.isEmpty()) {
                tools.addAll(allowed);
            } else {
                tools.retainAll(allowed);
            }
            if (tools.isEmpty()) {
                tools.add("Read");
            }
        }
        List<String> arguments = new ArrayList<>();
        if (!tools.isEmpty()) {
            tools.add("AskUserQuestion");
            arguments.add("--tools=" + String.join(",", withoutRules(tools)));
        }
        Set<String> denied = new LinkedHashSet<>(NEVER);
        denied.addAll(own(profile.tools().deny()));
        arguments.add("--disallowedTools=" + String.join(",", denied));
        return arguments;
    }

    /** Rules such as {@code Bash(git *)} restrict what goes without asking; the tool itself must be there. */
    private static Set<String> withoutRules(Set<String> tools) {
        Set<String> names = new LinkedHashSet<>();
        tools.forEach(tool -> names.add(tool.replaceFirst("\\(.*$", "")));
        return names;
    }

    private static Set<String> own(List<String> tools) {
        Set<String> own = new LinkedHashSet<>();
        tools.forEach(tool -> own.addAll(VOCABULARY.getOrDefault(tool, List.of(tool))));
        return own;
    }
}
