package dev.cao.run;

import dev.cao.agent.LiveStatus;
import dev.cao.domain.TaskState;
import dev.cao.domain.WorkerName;
import dev.cao.tool.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What list_workers tells: who is there, what each does, and what waits for it. */
final class WorkerList {
    private WorkerList() {}

    static ToolResult of(Team team, Crew crew, Ledger ledger) {
        Map<WorkerName, LiveStatus> statuses = crew.statuses();
        List<Map<String, Object>> workers = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Team.Member member : team.members()) {
            LiveStatus status = statuses.get(member.session());
            if (status == null) {
                continue;
            }
            String task = ledger.read(state -> state.openTasks().stream()
                    .filter(open ->
                            open.session().filter(member.session()::equals).isPresent())
                    .map(open -> open.id().value())
                    .findFirst()
                    .orElse(""));
            long queued = ledger.read(state -> state.openTasks().stream()
                    .filter(open ->
                            open.state() == TaskState.QUEUED && open.to().equals(member.worker()))
                    .count());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", member.session().value());
            row.put("description", member.profile().description());
            row.put("status", status.status().wireName());
            row.put("detail", status.detail());
            row.put("evidence", status.evidence().getFirst().fact());
            row.put("task_id", task);
            row.put("queued_tasks", queued);
            workers.add(row);
            text.append("%s: %s%s%s%n"
                    .formatted(
                            member.session(),
                            status.status().wireName(),
                            status.detail().isEmpty() ? "" : " (" + status.detail() + ")",
                            task.isEmpty() ? "" : ", task " + task));
        }
        return new ToolResult(true, text.toString().strip(), Map.of("success", true, "workers", workers));
    }
}
