package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.io.Json;
import dev.cao.io.NoLeaks;
import dev.cao.run.RunDirectory;
import dev.cao.store.SqliteJournal;
import dev.cao.supervisor.FakeAgents;
import dev.cao.supervisor.FakeBedrock;
import dev.cao.supervisor.FakeBedrock.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example that a model leads: the real AWS SDK, whole processes, and a model that follows a script. */
@Tag("e2e")
final class ModernizeWithModelTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("cao.test.root", "")).toAbsolutePath().resolve("examples");

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;
    private Path bank;

    @BeforeEach
    void makeWorld() throws IOException {
        cao = new CaoWorld(leaks.directory());
        bank = cao.work().resolve("bank");
        copy(EXAMPLES.resolve("cobol-bank"), bank);
        copy(EXAMPLES.resolveSibling("agents"), cao.work().resolve("agents"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private String[] launch() {
        return new String[] {
            "launch",
            "--yes",
            "--profile",
            EXAMPLES.resolve("modernize-bedrock.yaml").toString(),
            "--dir",
            bank.toString()
        };
    }

    /** Writes the example's profile with that change. */
    private Path profile(String from, String to) throws IOException {
        return cao.file(
                "team.yaml",
                Files.readString(EXAMPLES.resolve("modernize-bedrock.yaml"))
                        .replace(from, to)
                        .replace("[modernize/analyze", "[" + EXAMPLES.resolve("modernize/analyze")));
    }

    private void lead(FakeBedrock bedrock) {
        bedrock.environment().forEach(cao::with);
    }

    /** What the profile asks for: one after the other, then two at once, then the plan. */
    private static Reply script(int turn, ObjectNode request) {
        return switch (turn) {
            case 0 -> FakeBedrock.calls("handoff", task("architect", "Design."));
            case 1 -> FakeBedrock.calls("handoff", task("security", "Review: " + lastResult(request)));
            case 2 -> FakeBedrock.calls("assign", task("performance", "Look."), "assign", task("test", "Look, too."));
            case 3 -> FakeBedrock.calls("wait_for", "{\"task_ids\":[\"t3\",\"t4\"]}");
            case 4 -> FakeBedrock.calls("handoff", task("writer", "# Plan\n" + lastResult(request)));
            default -> FakeBedrock.calls("finish", "{\"status\":\"done\",\"summary\":\"The plan is written.\"}");
        };
    }

    private static String task(String worker, String message) {
        return Json.line(Map.of("agent_profile", worker, "message", message));
    }

    private static String lastResult(ObjectNode request) {
        var messages = request.path("messages");
        return messages.get(messages.size() - 1)
                .at("/content/0/toolResult/content/0/text")
                .asText();
    }

    @Test
    void modelDelegatesSequentiallyThenInParallelAndEndsWithThePlan() throws Exception {
        try (FakeBedrock bedrock = new FakeBedrock(ModernizeWithModelTest::script)) {
            lead(bedrock);
            CaoWorld.Result result = cao.run(launch()).expect(0);

            assertThat(bedrock.problems()).isEmpty();
            assertThat(bedrock.requests()).hasSize(6);
            assertThat(Files.readString(bank.resolve("modernization-plan.md")))
                    .startsWith("# Plan")
                    .containsPattern("[A-Z0-9]+\\.(cbl|cpy|jcl):\\d+");
            List<RunEvent> journal = journal();
            assertThat(position(journal, "t4", RunEvent.TaskCreated.class))
                    .isLessThan(position(journal, "t3", RunEvent.TaskEnded.class));
            assertThat(position(journal, "t2", RunEvent.TaskCreated.class))
                    .isGreaterThan(position(journal, "t1", RunEvent.TaskEnded.class));
            assertThat(result.out())
                    .contains("The plan is written.")
                    .containsPattern("supervisor +6 +660 +0\\.0030 USD priced")
                    .contains("priced: by the profile's prices, then https://");
            assertThat(cao.run("replay").expect(0).out())
                    .contains("  calls    assign {", "  result   wait_for: ## Task t3 (")
                    .endsWith("Replayed without a model: 6 requests and 7 calls as they were recorded.\n");
            assertThat(bedrock.requests()).hasSize(6);
        }
    }

    @Test
    void agentOfBedrockLeadsTheSameWayByReturnOfControl() throws Exception {
        try (FakeAgents agents = new FakeAgents(ModernizeWithModelTest::control)) {
            agents.environment().forEach(cao::with);
            Path team = profile("provider: bedrock ", "provider: bedrock-agent ");
            Files.writeString(team, Files.readString(team).replaceFirst("  max_tokens: .*\n", ""));
            cao.run("launch", "--yes", "--profile", team.toString(), "--dir", bank.toString())
                    .expect(0);

            assertThat(agents.problems()).isEmpty();
            assertThat(agents.requests()).hasSize(6);
            assertThat(Files.readString(bank.resolve("modernization-plan.md"))).startsWith("# Plan");
            List<RunEvent> journal = journal();
            assertThat(position(journal, "t4", RunEvent.TaskCreated.class))
                    .isLessThan(position(journal, "t3", RunEvent.TaskEnded.class));
        }
    }

    private static List<String> control(int turn, ObjectNode request) {
        String last = request.at(
                        "/inlineSessionState/returnControlInvocationResults/0/functionResult/responseBody/TEXT/body")
                .asText();
        return switch (turn) {
            case 0 -> List.of("handoff", task("architect", "Design."));
            case 1 -> List.of("handoff", task("security", "Review: " + last));
            case 2 -> List.of("assign", task("performance", "Look."), "assign", task("test", "Look, too."));
            case 3 -> List.of("wait_for", "{\"task_ids\":\"[t3, t4]\"}");
            case 4 -> List.of("handoff", task("writer", "# Plan\n" + last));
            default -> List.of("finish", "{\"status\":\"done\",\"summary\":\"The plan is written.\"}");
        };
    }

    @Test
    void bearerTokenIsEnough() throws Exception {
        try (FakeBedrock bedrock =
                new FakeBedrock((_, _) -> FakeBedrock.calls("finish", "{\"status\":\"failed\",\"summary\":\"no\"}"))) {
            cao.with("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", bedrock.url())
                    .with("AWS_EC2_METADATA_DISABLED", "true")
                    .with("AWS_BEARER_TOKEN_BEDROCK", "token-of-a-test");
            cao.run(launch()).expect(1);

            assertThat(bedrock.problems()).isEmpty();
            assertThat(bedrock.requests()).hasSize(1);
        }
    }

    @Test
    void killedInTheMiddleOfATurnItAsksForNoAnswerTwice() throws Exception {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        try (FakeBedrock bedrock = new FakeBedrock((turn, request) -> {
            if (turn == 2 && killed.getCount() > 0) {
                inTurn.countDown();
                await(killed);
            }
            return script(turn, request);
        })) {
            lead(bedrock);
            CaoWorld.Running first = cao.start(launch());
            await(inTurn);
            first.process().destroyForcibly().waitFor();
            killed.countDown();

            cao.run("resume").expect(0);

            // Six turns; only the third, which was never answered, was asked for again.
            assertThat(bedrock.requests()).hasSize(7);
            assertThat(journal().stream().filter(RunEvent.TaskCreated.class::isInstance))
                    .hasSize(5);
            assertThat(cao.run("replay").expect(0).out()).contains("6 requests and 7 calls as they were recorded");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void costLimitStopsWithinOneTurnOfCrossingIt() throws Exception {
        Path team = profile("cost: 2 USD", "cost: 0.0007 USD");
        try (FakeBedrock bedrock = new FakeBedrock(ModernizeWithModelTest::script)) {
            lead(bedrock);
            CaoWorld.Result result = cao.run("launch", "--yes", "--profile", team.toString(), "--dir", bank.toString())
                    .expect(4);

            // 0.000495 USD a turn: the second crosses the limit, and there is no third.
            assertThat(bedrock.requests()).hasSize(2);
            assertThat(result.err()).contains("the limit of 0.0007 USD was reached: 0.0010 USD");
        }
    }

    @Test
    void whatIsMissingIsSaidInOneSentenceBeforeAnythingStarts() throws Exception {
        CaoWorld.Result nothing =
                cao.with("AWS_EC2_METADATA_DISABLED", "true").run(launch()).expect(2);

        assertThat(nothing.err()).contains("the AWS SDK found no credentials").contains("AWS_PROFILE");
        assertThat(cao.state().resolve("runs")).doesNotExist();
    }

    @Test
    void withoutYesAndATerminalNothingIsAsked() throws Exception {
        try (FakeBedrock bedrock = new FakeBedrock(ModernizeWithModelTest::script)) {
            lead(bedrock);
            String profile = EXAMPLES.resolve("modernize-bedrock.yaml").toString();
            CaoWorld.Result result = cao.run("launch", "--profile", profile, "--dir", bank.toString())
                    .expect(2);

            assertThat(result.err()).contains("can spend money");
            assertThat(bedrock.requests()).isEmpty();
        }
    }

    private List<RunEvent> journal() throws IOException {
        try (var runs = Files.list(cao.state().resolve("runs"))) {
            Path run = runs.findFirst().orElseThrow();
            RunDirectory directory =
                    RunDirectory.of(cao.state(), new RunId(run.getFileName().toString()));
            try (SqliteJournal journal = SqliteJournal.openReadOnly(directory.journal())) {
                return journal.readAfter(0).stream().map(JournalEntry::event).toList();
            }
        }
    }

    private static int position(List<RunEvent> journal, String task, Class<? extends RunEvent.OfTask> kind) {
        for (int i = 0; i < journal.size(); i++) {
            if (kind.isInstance(journal.get(i))
                    && ((RunEvent.OfTask) journal.get(i)).task().value().equals(task)) {
                return i;
            }
        }
        throw new AssertionError("no " + kind.getSimpleName() + " of " + task);
    }
}
