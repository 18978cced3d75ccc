package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunOutcome;
import dev.cao.io.Json;
import dev.cao.io.NoLeaks;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent CLI leads a run and hands a task off that takes longer than its own limit for a tool. */
@Timeout(420)
abstract class LongHandoff {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    abstract String provider();

    abstract FakeModel startModel() throws Exception;

    abstract Map<String, String> environment(Path folder, FakeModel model) throws Exception;

    /** Returns the mark for a tool of cao, as this CLI names it. */
    abstract String caoTool(String tool, ObjectNode arguments);

    /** Returns how long the task takes: more than the CLI waits for a tool by itself. */
    abstract int seconds();

    @Test
    void aHandoffThatOutlastsTheClisOwnLimitGivesItsAnswer() throws Exception {
        Path folder = leaks.directory();
        TestRun.command(folder, "slow", "sh", "-c", "sleep %d; echo at last".formatted(seconds()));
        String goal = "lead. "
                + caoTool("handoff", Json.object().put("agent_profile", "slow").put("message", "take your time"))
                + caoTool("finish", Json.object().put("status", "done").put("summary", "not cut"));
        String team = """
                name: led
                goal: %s
                supervisor: { provider: %s }
                workers: [ { agent: slow } ]
                """.formatted(Json.MAPPER.writeValueAsString(goal), provider());
        RunPlan.Options options = new RunPlan.Options(false, true, Optional.empty(), Optional.empty());
        try (FakeModel model = startModel();
                TestRun run = TestRun.of(folder, team, options, environment(folder, model))) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.exit()).as(outcome.summary()).isEqualTo(ExitStatus.DONE);
            assertThat(outcome.summary()).isEqualTo("not cut");
            assertThat(model.requests().getLast().toString()).contains("at last");
            assertThat(run.state().messages())
                    .as("the answer is told in the call, not once more by a message")
                    .allMatch(message -> message.inReplyTo().isEmpty());
        }
    }
}
