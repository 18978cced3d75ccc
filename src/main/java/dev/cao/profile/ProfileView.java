package dev.cao.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A resolved team as YAML for {@code cao profile show}: overrides laid over the agents, defaults filled in, templates
 * read; behind each value the file and line it came from, nothing behind a default.
 */
public final class ProfileView {
    private final LoadedProfile loaded;
    private final YamlLines out = new YamlLines();

    private ProfileView(LoadedProfile loaded) {
        this.loaded = loaded;
    }

    /** Returns the YAML, with a line break at its end. */
    public static String of(LoadedProfile loaded) {
        return new ProfileView(loaded).text();
    }

    private String text() {
        TeamProfile team = loaded.team();
        out.value("", "name", team.name(), origin("name"));
        team.goal().ifPresent(goal -> out.value("", "goal", goal, origin("goal")));
        team.variables()
                .forEach((name, value) ->
                        out.value("# --set ", name, value.lines().findFirst().orElse(""), Optional.empty()));
        team.directory().ifPresent(dir -> out.value("", "dir", dir.toString(), origin("dir")));
        out.raw("", "supervisor", "", origin("supervisor"));
        team.supervisors().forEach(this::supervisor);
        out.raw("", "workers", "", origin("workers"));
        for (int i = 0; i < team.workers().size(); i++) {
            worker(team.workers().get(i), "workers[" + i + "].");
        }
        if (!team.plan().isEmpty()) {
            out.raw("", "plan", "", origin("plan"));
            team.plan().forEach(this::step);
        }
        if (!team.checks().isEmpty()) {
            out.raw("", "checks", "", origin("checks"));
            team.checks().forEach(this::check);
        }
        out.raw("", "limits", LimitsView.of(team.limits()), origin("limits"));
        if (!team.hooks().isEmpty()) {
            out.raw("", "on", "", origin("on"));
            new HooksView(out).show(team.hooks());
        }
        new SettingsView(out).show(team.prices());
        return out.toString();
    }

    private void supervisor(SupervisorProfile supervisor) {
        out.value("  - ", "provider", supervisor.provider(), Optional.empty());
        supervisor.model().ifPresent(model -> out.value("    ", "model", model, Optional.empty()));
        if (!supervisor.instructions().isEmpty()) {
            out.value("    ", "instructions", supervisor.instructions(), Optional.empty());
        }
        supervisor.agent().ifPresent(agent -> {
            WorkerProfile leading = agent.leading(supervisor.provider(), supervisor.model(), "");
            leading.script().ifPresent(script -> out.value("    ", "script", script.toString(), Optional.empty()));
            leading.role().ifPresent(role -> out.value("    ", "role", role, Optional.empty()));
            rights(leading, "supervisor.");
            restart(leading, "supervisor.");
        });
        LimitsView.of(Optional.empty(), supervisor.limits())
                .ifPresent(limits -> out.raw("    ", "limits", limits, Optional.empty()));
        new SettingsView(out).show("    ", supervisor.settings());
    }

    private void worker(WorkerProfile worker, String path) {
        out.value("  - ", "name", worker.name().value(), origin(path + "name"));
        out.value("    ", "agent", worker.agent(), Optional.of(worker.file().toString()));
        if (!worker.description().isEmpty()) {
            out.value("    ", "description", worker.description(), origin(path + "description"));
        }
        out.list("    ", "provider", worker.providers(), origin(path + "provider"));
        worker.model().ifPresent(model -> out.value("    ", "model", model, origin(path + "model")));
        if (!worker.instructions().isEmpty()) {
            out.value("    ", "instructions", worker.instructions(), origin(path + "instructions"));
        }
        if (!worker.command().isEmpty()) {
            out.list("    ", "command", worker.command(), origin(path + "command"));
        }
        worker.script().ifPresent(script -> out.value("    ", "script", script.toString(), origin(path + "script")));
        worker.role().ifPresent(role -> out.value("    ", "role", role, origin(path + "role")));
        rights(worker, path);
        rules(worker, path);
    }

    private void rights(WorkerProfile worker, String path) {
        if (!worker.tools().equals(WorkerProfile.Tools.NONE)) {
            out.raw("    ", "tools", "", origin(path + "tools"));
            if (!worker.tools().allow().isEmpty()) {
                out.list("      ", "allow", worker.tools().allow(), Optional.empty());
            }
            if (!worker.tools().deny().isEmpty()) {
                out.list("      ", "deny", worker.tools().deny(), Optional.empty());
            }
        }
        if (!worker.environment().isEmpty()) {
            out.raw("    ", "env", "", origin(path + "env"));
            worker.environment().forEach((name, value) -> out.value("      ", name, value, Optional.empty()));
        }
        worker.workdir().ifPresent(dir -> out.value("    ", "workdir", dir.toString(), origin(path + "workdir")));
    }

    private void rules(WorkerProfile worker, String path) {
        switch (worker.result()) {
            case WorkerProfile.ResultRule.Free _ -> out.value("    ", "result", "free", origin(path + "result"));
            case WorkerProfile.ResultRule.Required _ ->
                out.value("    ", "result", "required", origin(path + "result"));
            case WorkerProfile.ResultRule.Schema(String schema) ->
                out.raw("    ", "result", "{ schema: " + schema + " }", origin(path + "result"));
        }
        switch (worker.background()) {
            case WorkerProfile.Background.Ignore _ ->
                out.value("    ", "background", "ignore", origin(path + "background"));
            case WorkerProfile.Background.Await(Duration deadline) ->
                out.raw(
                        "    ",
                        "background",
                        "{ wait: " + YamlLines.duration(deadline) + " }",
                        origin(path + "background"));
        }
        LimitsView.of(worker.taskLimit(), worker.limits())
                .ifPresent(limits -> out.raw("    ", "limits", limits, origin(path + "limits")));
        out.raw("    ", "parallel", Integer.toString(worker.parallel()), origin(path + "parallel"));
        out.raw("    ", "fresh", Boolean.toString(worker.fresh()), origin(path + "fresh"));
        out.raw("    ", "delegates", Boolean.toString(worker.delegates()), origin(path + "delegates"));
        restart(worker, path);
    }

    private void restart(WorkerProfile worker, String path) {
        out.raw(
                "    ",
                "on_restart",
                switch (worker.onRestart()) {
                    case CONTINUE -> "continue";
                    case RETRY -> "retry";
                    case FAIL -> "fail";
                },
                origin(path + "on_restart"));
        out.raw("    ", "restarts", Integer.toString(worker.restarts()), origin(path + "restarts"));
        out.raw(
                "    ",
                "permissions",
                worker.permissions().name().toLowerCase(Locale.ROOT),
                origin(path + "permissions"));
    }

    private void step(PlanStep step) {
        switch (step) {
            case PlanStep.Handoff handoff ->
                task("handoff", handoff.to().value(), handoff.task(), handoff.as(), handoff.retry());
            case PlanStep.Assign assign ->
                task("assign", assign.to().value(), assign.task(), assign.as(), assign.retry());
            case PlanStep.Send send -> {
                out.raw("  - ", "send", "", Optional.empty());
                out.value("      ", "to", send.to().value(), Optional.empty());
                out.value("      ", "message", PlanText.of(send.message()), Optional.empty());
            }
            case PlanStep.Wait wait -> {
                out.raw("  - ", "wait", "", Optional.empty());
                out.list("      ", "for", wait.names(), Optional.empty());
                out.value("      ", "mode", wait.all() ? "all" : "any", Optional.empty());
                wait.timeout()
                        .ifPresent(time -> out.raw("      ", "timeout", YamlLines.duration(time), Optional.empty()));
            }
            case PlanStep.Write write -> {
                out.raw("  - ", "write", "", Optional.empty());
                out.value("      ", "file", write.file().toString(), Optional.empty());
                out.value("      ", "content", PlanText.of(write.content()), Optional.empty());
            }
        }
        step.when().ifPresent(when -> out.value("      ", "when", PlanText.of(when), Optional.empty()));
    }

    private void task(String verb, String to, Template task, String as, int retry) {
        out.raw("  - ", verb, "", Optional.empty());
        out.value("      ", "to", to, Optional.empty());
        out.value("      ", "as", as, Optional.empty());
        out.raw("      ", "retry", Integer.toString(retry), Optional.empty());
        out.value("      ", "task", PlanText.of(task), Optional.empty());
    }

    private void check(Check check) {
        switch (check) {
            case Check.FileExists(Path file) -> out.value("  - ", "file", file.toString(), Optional.empty());
            case Check.CommandSucceeds(List<String> command, Duration timeout) -> {
                out.list("  - ", "command", command, Optional.empty());
                out.raw("    ", "timeout", YamlLines.duration(timeout), Optional.empty());
            }
        }
    }

    private Optional<String> origin(String field) {
        return Optional.ofNullable(loaded.origins().get(field));
    }
}
