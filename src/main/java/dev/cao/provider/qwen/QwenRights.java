package dev.cao.provider.qwen;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.profile.WorkerProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker's role and tools mean for Qwen Code: rules that go before those of the user and of the project. A name that
 * is not known is refused: fewer rights, never more.
 */
final class QwenRights {
    private static final List<String> READING =
            List.of("read_file", "zoom_image", "grep_search", "glob", "list_directory");

    /** Tools that change nothing outside of the conversation. */
    private static final List<String> INNER =
            List.of("todo_write", "ask_user_question", "tool_search", "tool_call", "structured_output", "get_goal");

    private static final List<String> ACTING =
            List.of("run_shell_command", "edit", "write_file", "notebook_edit", "web_fetch", "web_search", "monitor");

    /** Left to a worker without a restriction; each has rights or doings that its role could not be held to. */
    private static final List<String> OTHERS = List.of(
            "agent",
            "list_agents",
            "send_message",
            "task_stop",
            "skill",
            "lsp",
            "save_memory",
            "read_mcp_resource",
            "exec",
            "image_gen",
            "display_image",
            "report_findings",
            "artifact",
            "record_artifact",
            "record_source",
            "update_goal",
            "task_create",
            "task_update",
            "task_list",
            "cron_list",
            "cron_delete");

    /** Never there: they have dialogs of their own, begin turns that nobody asked for, or work in another place. */
    private static final List<String> NEVER = List.of(
            "enter_plan_mode",
            "exit_plan_mode",
            "propose_goal",
            "cron_create",
            "loop_wakeup",
            "create_sub_session",
            "enter_worktree",
            "exit_worktree",
            "workflow",
            "team_create",
            "team_delete",
            "team_plan_approval",
            "request_shutdown");

    private static final Map<String, List<String>> VOCABULARY = Map.of(
            "execute_bash", List.of("run_shell_command", "monitor"),
            "fs_read", List.of("read_file", "zoom_image"),
            "fs_write", List.of("edit", "write_file", "notebook_edit"),
            "fs_list", List.of("grep_search", "glob", "list_directory"),
            "web_fetch", List.of("web_fetch", "web_search"));

    private QwenRights() {}

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
                .filter(tool -> !VOCABULARY.containsKey(tool) && !everything().contains(tool))
                .findFirst()
                .map("it does not know the tool '%s'"::formatted);
    }

    private static boolean onlyReads(String role) {
        return role.equals("reviewer") || role.equals("supervisor");
    }

    private static Set<String> everything() {
        Set<String> tools = new LinkedHashSet<>(READING);
        tools.addAll(INNER);
        tools.addAll(ACTING);
        tools.addAll(OTHERS);
        return tools;
    }

    /** Tells whether the worker has fewer tools than others: then MCP servers of the user's are not for it either. */
    static boolean isRestricted(WorkerProfile profile) {
        return profile.role().filter(QwenRights::onlyReads).isPresent()
                || !profile.tools().allow().isEmpty();
    }

    /** Writes the rules into settings that go before all others. */
    static void restrict(WorkerProfile profile, ObjectNode settings) {
        Set<String> tools = new LinkedHashSet<>(READING);
        tools.addAll(INNER);
        if (profile.role().filter(QwenRights::onlyReads).isEmpty()) {
            tools.addAll(ACTING);
            tools.addAll(OTHERS);
        }
        if (!profile.tools().allow().isEmpty()) {
            Set<String> allowed = own(profile.tools().allow());
            allowed.addAll(INNER);
            tools.retainAll(allowed);
        }
        tools.removeAll(own(profile.tools().deny()));
        ObjectNode permissions = settings.withObject("/permissions");
        ArrayNode deny = permissions.withArray("deny");
        everything().stream().filter(tool -> !tools.contains(tool)).forEach(deny::add);
        NEVER.forEach(deny::add);
        // What the user allows everywhere is asked for in a run.
        ArrayNode ask = permissions.withArray("ask");
        ACTING.stream().filter(tools::contains).forEach(ask::add);
        if (isRestricted(profile)) {
            // A tool that a newer version brings along is not there.
            ArrayNode core = settings.withObject("/tools").putArray("core");
            tools.forEach(core::add);
        }
    }

    private static Set<String> own(List<String> tools) {
        Set<String> own = new LinkedHashSet<>();
        tools.forEach(tool -> own.addAll(VOCABULARY.getOrDefault(tool, List.of(tool))));
        return own;
    }
}
