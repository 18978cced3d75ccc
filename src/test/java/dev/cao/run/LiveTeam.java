package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.RunOutcome;
import dev.cao.mcp.BridgeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A run that lasts until the test lets it end: its plan hands one task to the worker {@code lead}, whose program writes
 * down its environment and waits for a file. The test acts in the lead's name, by its token.
 */
final class LiveTeam implements AutoCloseable {
    private static final String LEAD = "env > env.txt; until [ -e go ]; do sleep 0.1; done; cat go";

    private final Path folder;
    private final TestRun run;
    private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

    private LiveTeam(Path folder, TestRun run) {
        this.folder = folder;
        this.run = run;
    }

    /** @param workers of the team besides the lead, whose agents the test has written */
    static LiveTeam of(Path folder, String workers) throws Exception {
        TestRun.agent(folder, "lead", "provider: command\ndelegates: true\ncommand: [sh, -c, '%s']\n".formatted(LEAD));
        TestRun run = TestRun.of(folder, """
                name: test
                goal: the goal
                supervisor: { provider: plan }
                workers: [ { agent: lead }%s ]
                plan: [ { handoff: { to: lead, task: "lead the others" } } ]
                """.formatted(workers.isEmpty() ? "" : ", " + workers));
        LiveTeam team = new LiveTeam(folder, run);
        team.start();
        return team;
    }

    private void start() throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(run.pursue());
            } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        await().atMost(30, SECONDS)
                .until(() -> Files.exists(work("env.txt"))
                        && environment("CAO_TOKEN").isPresent());
    }

    Path work(String file) {
        return folder.resolve("work").resolve(file);
    }

    TestRun run() {
        return run;
    }

    /** Returns a variable of the lead's environment. */
    java.util.Optional<String> environment(String name) throws IOException {
        return Files.readAllLines(work("env.txt")).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    Path socket() throws IOException {
        return Path.of(environment("CAO_CONTROL").orElseThrow());
    }

    /** Starts the lead's bridge. */
    BridgeProcess bridge() throws IOException {
        return bridge(environment("CAO_TOKEN").orElseThrow());
    }

    BridgeProcess bridge(String token) throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("CAO_CONTROL", socket().toString());
        variables.put("CAO_TOKEN", token);
        return BridgeProcess.start(variables);
    }

    /** Lets the lead answer, and waits for the end of the run. */
    RunOutcome finish() throws Exception {
        Files.writeString(work("go.new"), "led");
        Files.move(work("go.new"), work("go"));
        return outcome.get(30, SECONDS);
    }

    @Override
    public void close() {
        try {
            if (!outcome.isDone()) {
                run.orchestrator().stop("test", dev.cao.domain.ExitStatus.TERMINATED, "the test ended");
            }
            outcome.get(30, SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException | InterruptedException e) {
            throw new AssertionError("the run did not end", e);
        } finally {
            run.close();
        }
    }
}
