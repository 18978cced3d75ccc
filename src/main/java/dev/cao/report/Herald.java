package dev.cao.report;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.profile.Hook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells the hooks of a profile what happens in a run. It never holds a run up: each hook has a lane of its own, so that one
 * that hangs keeps nobody else waiting, and a lane that is full drops what is oldest. Safe for many threads.
 */
public final class Herald {
    /** How long the end of a run waits for hooks that are still told. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(15);

    private final List<HookLane> lanes;
    private final CountDownLatch ending = new CountDownLatch(1);

    /**
     * @param environment where the variables of webhooks are looked up
     * @param directory where commands run
     * @param trouble is told, in a sentence without any secret, what could not be delivered for good
     */
    public Herald(List<Hook> hooks, Map<String, String> environment, Path directory, Consumer<String> trouble) {
        HookCaller caller = new HookCaller(environment, directory);
        this.lanes = hooks.stream()
                .map(hook -> new HookLane(hook, caller, ending, trouble))
                .toList();
    }

    /** @throws CaoException USAGE, if a variable that a hook needs is not set */
    public static void check(List<Hook> hooks, Map<String, String> environment) {
        for (Hook hook : hooks) {
            Stream<String> address = hook.target() instanceof Hook.Target.SecretWebhook(String variable)
                    ? Stream.of(variable)
                    : Stream.empty();
            Stream.concat(address, hook.bearer().stream())
                    .filter(variable -> environment.getOrDefault(variable, "").isBlank())
                    .findFirst()
                    .ifPresent(variable -> {
                        throw new CaoException(
                                ExitStatus.USAGE,
                                "the hook for '%s' needs the variable %s, which is not set"
                                        .formatted(hook.when().wireName(), variable),
                                "Set it, or take the hook out of the profile; nothing was started.");
                    });
        }
    }

    public boolean hasHooks() {
        return !lanes.isEmpty();
    }

    /** Tells it to all hooks for that. Returns at once. */
    public void tell(Hook.When when, String event) {
        lanes.stream().filter(lane -> lane.isFor(when)).forEach(lane -> lane.tell(event));
    }

    /** Waits for what is under way, a little; what is not told then never is. */
    public void close() throws InterruptedException {
        ending.countDown();
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        for (HookLane lane : lanes) {
            lane.close(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }
}
