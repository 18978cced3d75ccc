package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.cao.io.NoLeaks;
import dev.cao.report.HookEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hooks of whole runs. What a hook does in detail is in HeraldTest. */
@Tag("e2e")
final class HooksTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() throws IOException {
        cao = new CaoWorld(leaks.directory());
        cao.file("script.json", """
                {"rules": [{"actions": [
                  {"permission": {"tool": "Bash", "input": {"command": "make KEY=tarantula7"}}}, {"answer": "made"}]}]}
                """);
        cao.file("agents/asks.yaml", "provider: stand-in\nscript: ../script.json\n");
        cao.file("team.yaml", """
                name: told
                goal: Make it.
                workers: [ { agent: asks } ]
                plan: [ { handoff: { to: asks, task: "{{goal}}" } } ]
                on:
                  blocked: { command: [tee, -a, %1$s] }
                  failed: { command: [tee, -a, %1$s] }
                  done:
                    - { command: [tee, -a, %1$s] }
                    - { webhook: "http://127.0.0.1:1/cao" }
                """.formatted(cao.root().resolve("told")));
    }

    private List<String> told() throws IOException {
        return Files.exists(cao.root().resolve("told"))
                ? Files.readAllLines(cao.root().resolve("told"))
                : List.of();
    }

    private static List<String> problems(String event) {
        try (var in = HookEvents.class.getResourceAsStream("hook.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return schema.validate(event, InputFormat.JSON).stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aPersonIsToldThatARunWaitsAndThatItIsDoneAlsoWhenItIsDetached() throws Exception {
        String run = cao.with("MY_SECRET_KEY", "tarantula7")
                .run("launch", "--profile", "team.yaml", "--yes", "--detach")
                .expect(0)
                .out()
                .strip();
        Awaitility.await("that it waits").atMost(Duration.ofSeconds(60)).until(() -> told().size() == 1);

        cao.run("answer", run + "/asks", "allow").expect(0);
        cao.run("wait", run).expect(0);
        Awaitility.await("that it is done").atMost(Duration.ofSeconds(60)).until(() -> told().size() == 2);

        assertThat(told()).allSatisfy(event -> assertThat(problems(event)).isEmpty());
        assertThat(told().getFirst())
                .contains(
                        "\"event\":\"blocked\"",
                        "\"waits_for\":\"permission\"",
                        "cao answer %s/asks TEXT".formatted(run))
                .contains("make KEY=***")
                .doesNotContain("tarantula7");
        assertThat(told().getLast()).contains("\"event\":\"done\"", "\"exit\":0", "\"done\":1");
        Awaitility.await("the note on the webhook")
                .atMost(Duration.ofSeconds(60))
                .until(() -> cao.run("logs", run)
                        .out()
                        .contains("(webhook at 127.0.0.1) could not be told, after 4 attempts"));
        assertThat(cao.run("status", run, "--json").expect(0).out()).contains("\"state\" : \"done\"");
    }

    @Test
    void aPersonIsToldThatARunRestsAtALimit() throws Exception {
        cao.file("script.json", """
                {"rules": [{"actions": [{"answer": {"text": "made", "usage": {"input_tokens": 600, "output_tokens": 0}}}]}]}
                """);
        cao.file("team.yaml", """
                name: told
                goal: Make it.
                workers: [ { agent: asks } ]
                plan:
                  - handoff: { to: asks, task: "{{goal}}" }
                  - handoff: { to: asks, task: "Once more.", as: more }
                limits: { tokens: 600, at_limit: pause }
                on: { blocked: { command: [tee, -a, %s] } }
                """.formatted(cao.root().resolve("told")));
        String run = cao.run("launch", "--profile", "team.yaml", "--yes", "--detach")
                .expect(0)
                .out()
                .strip();
        Awaitility.await("that it rests").atMost(Duration.ofSeconds(60)).until(() -> told().size() == 1);

        assertThat(problems(told().getFirst())).isEmpty();
        assertThat(told().getFirst()).contains("cao resume %s --limit tokens=VALUE".formatted(run));
        cao.run("stop", run).expect(0);
    }

    @Test
    void aRunThatIsBlockedInCiIsToldAsFailed() throws Exception {
        cao.run("launch", "--profile", "team.yaml", "--yes", "--ci").expect(5);

        assertThat(told()).singleElement().satisfies(event -> {
            assertThat(problems(event)).isEmpty();
            assertThat(event).contains("\"event\":\"failed\"", "\"state\":\"blocked\"", "\"exit\":5");
        });
    }

    @Test
    void aHookWhoseSecretIsNotSetIsRefusedBeforeAnythingStarts() throws Exception {
        String profile = Files.readString(cao.work().resolve("team.yaml"));
        cao.file("team.yaml", profile.replace("webhook: \"http://127.0.0.1:1/cao\"", "webhook_env: CHAT_WEBHOOK"));

        assertThat(cao.run("launch", "--profile", "team.yaml", "--yes")
                        .expect(2)
                        .err())
                .contains("needs the variable CHAT_WEBHOOK, which is not set");
        assertThat(cao.state().resolve("runs")).doesNotExist();
    }
}
