package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.WorkerName;
import dev.cao.profile.WorkerProfile.Permissions;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCalls;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Who may call what. What is not allowed here is refused. */
final class Rights {
    private Rights() {}

    /** Returns the names of the tools that the caller may use at all. */
    static Set<String> tools(Team team, Address caller) {
        Set<String> names = new LinkedHashSet<>(Set.of("send_message", "list_workers", "read_output"));
        if (mayDelegate(team, caller).isEmpty()) {
            names.addAll(Set.of("handoff", "assign", "wait_for"));
        }
        names.addAll(
                caller instanceof Address.Worker
                        ? Set.of("report_result")
                        : Set.of("interrupt", "answer_prompt", "ask_user", "finish"));
        return names;
    }

    /** Returns why the call is refused, and what to do instead; empty when it is allowed. */
    static Optional<String> refusal(Team team, Address caller, ToolCall call) {
        return switch (call) {
            case ToolCall.Handoff handoff -> delegation(team, caller, handoff.to());
            case ToolCall.Assign assign -> delegation(team, caller, assign.to());
            case ToolCall.SendMessage _ -> Optional.empty();
            case ToolCall.WaitFor _ -> mayDelegate(team, caller);
            case ToolCall.ListWorkers _ -> Optional.empty();
            case ToolCall.ReadOutput read -> ownOr(caller, read.worker(), team, call);
            case ToolCall.Interrupt interrupt -> overOther(caller, interrupt.worker(), team, call);
            case ToolCall.AnswerPrompt answer ->
                overOther(caller, answer.worker(), team, call).or(() -> answers(team, caller, answer.worker()));
            case ToolCall.ReportResult _ ->
                caller instanceof Address.Worker
                        ? Optional.empty()
                        : Optional.of("report_result is for workers; use finish to end the run");
            case ToolCall.AskUser _, ToolCall.Finish _ -> leads(caller, call);
        };
    }

    private static Optional<String> delegation(Team team, Address caller, WorkerName to) {
        return mayDelegate(team, caller).or(() -> worker(team, to)).or(() -> {
            boolean itself = caller instanceof Address.Worker(WorkerName own)
                    && team.member(own)
                            .filter(member -> member.worker().equals(to))
                            .isPresent();
            return itself
                    ? Optional.of("a worker cannot give a task to itself; do it, or choose another worker")
                    : Optional.empty();
        });
    }

    private static Optional<String> mayDelegate(Team team, Address caller) {
        return switch (caller) {
            case Address.Supervisor _, Address.User _, Address.Orchestrator _ -> Optional.empty();
            case Address.Worker(WorkerName name) ->
                team.member(name).filter(member -> member.profile().delegates()).isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "worker %s may not delegate (its profile has no 'delegates: true'); do the work yourself, or report what is missing"
                                        .formatted(name));
        };
    }

    private static Optional<String> ownOr(Address caller, WorkerName worker, Team team, ToolCall call) {
        boolean own = caller instanceof Address.Worker(WorkerName name) && name.equals(worker);
        return own ? Optional.empty() : leads(caller, call).or(() -> session(team, worker));
    }

    /** An agent that supervises must not answer its own permission requests, by a shell of its own for example. */
    private static Optional<String> overOther(Address caller, WorkerName worker, Team team, ToolCall call) {
        boolean itself = team.member(worker)
                .filter(member -> member.address().equals(caller))
                .isPresent();
        return itself
                ? Optional.of(
                        "%s may not call %s for itself; that is for the user".formatted(caller, ToolCalls.name(call)))
                : leads(caller, call).or(() -> session(team, worker));
    }

    private static Optional<String> leads(Address caller, ToolCall call) {
        return caller instanceof Address.Worker(WorkerName name)
                ? Optional.of("worker %s may not call %s; that is for the supervisor and the user"
                        .formatted(name, ToolCalls.name(call)))
                : Optional.empty();
    }

    private static Optional<String> answers(Team team, Address caller, WorkerName worker) {
        boolean may = caller instanceof Address.User
                || team.member(worker)
                        .filter(member -> member.profile().permissions() == Permissions.SUPERVISOR)
                        .isPresent();
        return may
                ? Optional.empty()
                : Optional.of(
                        "the profile of %s does not leave its permissions and questions to you ('permissions: supervisor' would); the person may answer, or interrupt it and give another task"
                                .formatted(worker));
    }

    private static Optional<String> worker(Team team, WorkerName name) {
        return team.hasWorker(name)
                ? Optional.empty()
                : Optional.of(
                        "there is no worker '%s' in this team; its workers are: %s".formatted(name, team.roster()));
    }

    private static Optional<String> session(Team team, WorkerName name) {
        return team.member(name).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "there is no worker '%s' in this team; its workers are: %s".formatted(name, team.roster()));
    }
}
