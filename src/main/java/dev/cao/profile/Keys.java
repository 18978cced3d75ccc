package dev.cao.profile;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of one kind of mapping. One table for reader, schema test and documentation.
 *
 * @param what the mapping, as a message names it
 * @param known in the order of the documentation
 * @param notYet keys of the design whose feature this version does not have: refused, never ignored
 */
record Keys(String what, List<String> known, Set<String> notYet) {
    static final Keys AGENT = new Keys(
            "an agent",
            List.of(
                    "name",
                    "description",
                    "provider",
                    "model",
                    "instructions",
                    "command",
                    "script",
                    "role",
                    "tools",
                    "env",
                    "workdir",
                    "result",
                    "background",
                    "limits",
                    "parallel",
                    "fresh",
                    "delegates",
                    "on_restart",
                    "restarts",
                    "permissions"),
            Set.of("mcpServers", "worktree"));
    static final Keys WORKER = new Keys("a worker", with("agent", AGENT.known), AGENT.notYet);
    static final Keys TEAM = new Keys(
            "a team",
            List.of("name", "goal", "dir", "supervisor", "workers", "plan", "checks", "limits", "prices", "on"),
            Set.of());
    static final Keys SUPERVISOR = new Keys(
            "a supervisor",
            List.of(
                    "agent",
                    "provider",
                    "model",
                    "instructions",
                    "script",
                    "role",
                    "tools",
                    "env",
                    "workdir",
                    "on_restart",
                    "restarts",
                    "permissions",
                    "region",
                    "endpoint",
                    "base_url",
                    "api_key_env",
                    "agent_id",
                    "agent_alias",
                    "max_tokens",
                    "temperature",
                    "guardrail",
                    "cache",
                    "model_fields",
                    "timeout",
                    "patience",
                    "limits"),
            Set.of());
    static final Keys GUARDRAIL = new Keys("a guardrail", List.of("id", "version"), Set.of());
    static final Keys PRICE = new Keys("a price", List.of("input", "output", "cache_read", "cache_write"), Set.of());
    static final Keys TOOLS = new Keys("`tools`", List.of("allow", "deny"), Set.of());
    static final Keys RESULT = new Keys("`result`", List.of("schema"), Set.of());
    static final Keys BACKGROUND = new Keys("`background`", List.of("wait"), Set.of());
    static final Keys AGENT_LIMITS = new Keys(
            "the limits of an agent", List.of("task", "time", "cost", "tokens", "turns", "at_limit"), Set.of());
    static final Keys SUPERVISOR_LIMITS =
            new Keys("the limits of a supervisor", List.of("time", "cost", "tokens", "turns", "at_limit"), Set.of());
    static final Keys LIMITS = new Keys(
            "the limits of a team",
            List.of("time", "task", "cost", "tokens", "turns", "workers", "unknown_cost", "at_limit"),
            Set.of());
    static final Keys CHECK = new Keys("a check", List.of("file", "command", "timeout"), Set.of());
    static final Keys ON = new Keys("`on`", List.of("blocked", "failed", "done"), Set.of());
    static final Keys HOOK =
            new Keys("a hook", List.of("command", "webhook", "webhook_env", "bearer_env", "timeout"), Set.of());
    static final Keys STEP = new Keys("a step", List.of("handoff", "assign", "send", "wait", "write"), Set.of());
    static final Keys TASK = new Keys("a task", List.of("to", "task", "as", "retry", "when"), Set.of("timeout"));
    static final Keys SEND = new Keys("`send`", List.of("to", "message", "when"), Set.of());
    static final Keys WAIT = new Keys("`wait`", List.of("for", "mode", "timeout", "when"), Set.of());
    static final Keys WRITE = new Keys("`write`", List.of("file", "template", "when"), Set.of());

    Keys {
        known = List.copyOf(known);
        notYet = Set.copyOf(notYet);
    }

    private static List<String> with(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
