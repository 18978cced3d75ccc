package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker of a team: its agent profile with the team's overrides laid over it.
 *
 * @param name its name in this team
 * @param agent the name of the agent profile
 * @param file the agent profile's file, absolute
 * @param folder the folder of that file, absolute
 * @param providers in order of preference; {@code auto} stands for every agent CLI that cao knows
 * @param command the argv that {@code provider: command} runs for each task, its relative paths made absolute; not
 *     empty when that provider is among the providers
 * @param script the file of scripted answers of {@code provider: stand-in}, absolute; present when that provider is
 *     among the providers
 * @param role the least-privilege role, such as {@code reviewer}; empty when the profile names none
 * @param environment added to the worker's environment
 * @param workdir the worker's own working directory, relative to the run's
 * @param taskLimit the deadline of one task, where the agent's profile sets one
 * @param limits what its sessions together may use up
 * @param parallel how many sessions of it may run
 * @param restarts how often in a row it is started again after it ended without having finished a task
 */
public record WorkerProfile(
        WorkerName name,
        String agent,
        Path file,
        Path folder,
        String description,
        List<String> providers,
        Optional<String> model,
        String instructions,
        List<String> command,
        Optional<Path> script,
        Optional<String> role,
        Tools tools,
        Map<String, String> environment,
        Optional<Path> workdir,
        ResultRule result,
        Background background,
        Optional<Duration> taskLimit,
        SpendLimits limits,
        int parallel,
        boolean fresh,
        boolean delegates,
        OnRestart onRestart,
        int restarts,
        Permissions permissions) {
    public static final int DEFAULT_RESTARTS = 3;
    /** The session of a supervisor that is an agent; no worker may be called so. */
    public static final WorkerName SUPERVISOR = new WorkerName("supervisor");

    public WorkerProfile {
        requireNonNull(name, "name is null");
        requireNonNull(file, "file is null");
        providers = List.copyOf(providers);
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** Returns the profile of an agent of which nothing is known but that it supervises the team of that file. */
    public static WorkerProfile supervisor(Path file) {
        return new WorkerProfile(
                SUPERVISOR,
                SUPERVISOR.value(),
                file,
                Optional.ofNullable(file.getParent()).orElse(file),
                "",
                List.of(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Tools.NONE,
                Map.of(),
                Optional.empty(),
                new ResultRule.Free(),
                new Background.Await(Background.DEFAULT_DEADLINE),
                Optional.empty(),
                SpendLimits.NONE,
                1,
                false,
                false,
                OnRestart.CONTINUE,
                DEFAULT_RESTARTS,
                Permissions.USER);
    }

    /**
     * Returns it as a supervisor: one session that lasts as long as the run, and that may only read unless its profile
     * names another role.
     */
    public WorkerProfile leading(String provider, Optional<String> itsModel, String itsInstructions) {
        return new WorkerProfile(
                SUPERVISOR,
                agent,
                file,
                folder,
                description,
                List.of(provider),
                itsModel,
                itsInstructions,
                List.of(),
                script,
                role.or(() -> Optional.of("supervisor")),
                tools,
                environment,
                workdir,
                new ResultRule.Free(),
                background,
                Optional.empty(),
                SpendLimits.NONE,
                1,
                false,
                true,
                onRestart,
                restarts,
                permissions);
    }

    /** What the agent may and may not use, in cao's vocabulary. */
    public record Tools(List<String> allow, List<String> deny) {
        public static final Tools NONE = new Tools(List.of(), List.of());

        public Tools {
            allow = List.copyOf(allow);
            deny = List.copyOf(deny);
        }
    }

    /** Whether a task needs {@code report_result}. */
    public sealed interface ResultRule {
        /** The agent's end of turn is enough. */
        record Free() implements ResultRule {}

        record Required() implements ResultRule {}

        /** {@code schema} is a JSON schema, as JSON text. */
        record Schema(String schema) implements ResultRule {}
    }

    /** What becomes of background work that an agent leaves running at the end of its turn. */
    public sealed interface Background {
        /** How long {@code background: wait} waits where the profile gives no time. */
        Duration DEFAULT_DEADLINE = Duration.ofMinutes(10);

        /** The task is done when it ended, at most {@code deadline} later. */
        record Await(Duration deadline) implements Background {}

        record Ignore() implements Background {}
    }

    /** Who decides when the agent asks for a permission. */
    public enum Permissions {
        ALLOW,
        DENY,
        SUPERVISOR,
        USER
    }

    /** What becomes of a task in flight whose worker had to be started again. */
    public enum OnRestart {
        CONTINUE,
        RETRY,
        FAIL
    }
}
