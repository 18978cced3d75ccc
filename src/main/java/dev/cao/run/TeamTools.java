package dev.cao.run;

import dev.cao.control.McpTools;
import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.io.Time;
import dev.cao.profile.WorkerProfile;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCalls;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolDescription;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The team as one caller sees it over MCP. Safe for many threads. */
final class TeamTools implements McpTools {
    private final Address caller;
    private final Team team;
    private final Ledger ledger;
    private final Toolbox toolbox;
    private final Time time;
    private final Optional<Runnable> listed;

    /** @param listed called when the caller's client has taken its tools in; empty where nobody waits for that */
    TeamTools(Address caller, Team team, Ledger ledger, Toolbox toolbox, Time time, Optional<Runnable> listed) {
        this.caller = caller;
        this.team = team;
        this.ledger = ledger;
        this.toolbox = toolbox;
        this.time = time;
        this.listed = listed;
    }

    @Override
    public List<ToolDescription> tools() {
        Set<String> mine = Rights.tools(team, caller);
        return ToolCatalog.all().stream()
                .filter(tool -> mine.contains(tool.name()))
                .toList();
    }

    @Override
    public String instructions() {
        boolean delegates = Rights.tools(team, caller).contains("handoff");
        String role = caller instanceof Address.Worker(WorkerName name) ? """
                You are the worker '%s' of a team that cao runs. Tasks are typed to you as messages; your final answer of a turn goes \
                to whoever gave the task, by itself. Use send_message only for what cannot wait until then, report_result to close a \
                task formally or to say that it cannot be done.
                %s""".formatted(name, resultRule(name)) : """
                You lead a team of workers that cao runs. Give them the work, judge their answers, and call finish when the goal is \
                reached or cannot be.
                """;
        return delegates ? role + SupervisorWords.delegation(team.profile()) : role.strip();
    }

    /** What the worker's profile asks of its results; empty when nothing. */
    private String resultRule(WorkerName name) {
        return switch (team.member(name)
                .map(member -> member.profile().result())
                .orElse(new WorkerProfile.ResultRule.Free())) {
            case WorkerProfile.ResultRule.Free _ -> "";
            case WorkerProfile.ResultRule.Required _ -> "Each task must be closed with report_result, else it fails.\n";
            case WorkerProfile.ResultRule.Schema(String schema) ->
                "Each task must be closed with report_result, else it fails; the result is JSON of this schema: %s%n"
                        .formatted(schema);
        };
    }

    @Override
    public boolean awaitsListing() {
        return listed.isPresent();
    }

    @Override
    public void listed() {
        listed.ifPresent(Runnable::run);
    }

    @Override
    public CallKey key(String bridge, long request) {
        return new CallKey("mcp/%s/%s/%d".formatted(caller, bridge, request));
    }

    @Override
    public ToolResult call(CallKey key, ToolCall call) throws InterruptedException {
        try {
            ToolResult result = toolbox.call(caller, key, call);
            // Nobody waits any more; if the task ended just now, nobody was told, and the call says how.
            return Handoffs.isUnderWay(result) && !Handoffs.release(ledger, key)
                    ? toolbox.call(caller, key, call)
                    : result;
        } catch (InterruptedException e) {
            boolean _ = Handoffs.release(ledger, key);
            Questions.release(ledger, key);
            throw e;
        } catch (Ledger.Closed e) {
            throw (InterruptedException) new InterruptedException("the orchestrator ends").initCause(e);
        }
    }

    @Override
    public String progress(CallKey key, ToolCall call) {
        Optional<TaskView> task = ledger.read(state -> state.taskOf(key));
        return task.map(open -> "task %s is %s with %s for %d s"
                        .formatted(
                                open.id(),
                                open.state().wireName(),
                                open.to(),
                                Duration.between(open.since(), time.now()).toSeconds()))
                .orElseGet(() -> ToolCalls.name(call) + " waits");
    }
}
