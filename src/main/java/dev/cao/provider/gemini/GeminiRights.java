package dev.cao.provider.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.profile.WorkerProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a worker's role and tools mean for Gemini CLI. A name that is not known is refused: fewer rights, never more. */
final class GeminiRights {
    private static final List<String> READING =
            List.of("read_file", "read_many_files", "list_directory", "glob", "grep_search");

    /** Tools that change nothing outside of the conversation. */
    private static final List<String> INNER = List.of("write_todos", "update_topic", "complete_task");

    /** Left out are those of plan mode, which has dialogs of its own, and subagents, whose doings could not be told apart. */
    private static final List<String> OTHERS = List.of(
            "run_shell_command",
            "write_file",
            "replace",
            "web_fetch",
            "google_web_search",
            "ask_user",
            "activate_skill",
            "list_background_processes",
            "read_background_output");

    private static final Map<String, List<String>> VOCABULARY = Map.of(
            "execute_bash", List.of("run_shell_command", "list_background_processes", "read_background_output"),
            "fs_read", List.of("read_file", "read_many_files"),
            "fs_write", List.of("write_file", "replace"),
            "fs_list", List.of("list_directory", "glob", "grep_search"),
            "web_fetch", List.of("web_fetch", "google_web_search"));

    private GeminiRights() {}

    /** Returns why the worker's rights cannot be held; empty when they can. */
    static Optional<String> refusal(WorkerProfile profile) {
        if (profile.role().filter(role -> ofRole(role).isEmpty()).isPresent()) {
            return Optional.of(
                    "it does not know the role '%s'".formatted(profile.role().get()));
        }
        List<String> named = new ArrayList<>(profile.tools().allow());
        named.addAll(profile.tools().deny());
        return named.stream()
                .filter(tool -> !VOCABULARY.containsKey(tool) && !everything().contains(tool))
                .findFirst()
                .map("it does not know the tool '%s'"::formatted);
    }

    private static Optional<Set<String>> ofRole(String role) {
        return switch (role) {
            case "developer" -> Optional.of(everything());
            case "reviewer", "supervisor" -> {
                Set<String> tools = new LinkedHashSet<>(READING);
                tools.addAll(INNER);
                tools.add("ask_user");
                yield Optional.of(tools);
            }
            default -> Optional.empty();
        };
    }

    private static Set<String> everything() {
        Set<String> tools = new LinkedHashSet<>(READING);
        tools.addAll(INNER);
        tools.addAll(OTHERS);
        return tools;
    }

    /** Writes the list of the tools that there are into the settings; it names them all, so that a new one is not there. */
    static void restrict(WorkerProfile profile, ObjectNode settings) {
        Set<String> tools =
                new LinkedHashSet<>(profile.role().flatMap(GeminiRights::ofRole).orElseGet(GeminiRights::everything));
        if (!profile.tools().allow().isEmpty()) {
            Set<String> allowed = own(profile.tools().allow());
            allowed.addAll(INNER);
            allowed.add("ask_user");
            tools.retainAll(allowed);
        }
        Set<String> denied = own(profile.tools().deny());
        tools.removeAll(denied);
        ArrayNode core = settings.putArray("core");
        tools.forEach(core::add);
        core.add("mcp_cao_*");
    }

    private static Set<String> own(List<String> tools) {
        Set<String> own = new LinkedHashSet<>();
        tools.forEach(tool -> own.addAll(VOCABULARY.getOrDefault(tool, List.of(tool))));
        return own;
    }

    /** Returns the pattern of the tools that are asked about: all but those that only read, and cao's own. */
    static String asking() {
        List<String> unasked = new ArrayList<>(READING);
        unasked.addAll(INNER);
        unasked.addAll(List.of("list_background_processes", "read_background_output", "mcp_cao_[a-z_]+"));
        return "^(?!(?:" + String.join("|", unasked) + ")$).*$";
    }
}
