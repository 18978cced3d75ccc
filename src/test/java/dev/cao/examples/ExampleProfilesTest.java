package dev.cao.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.profile.LoadedProfile;
import dev.cao.profile.PlanStep;
import dev.cao.profile.ProfileReader;
import dev.cao.profile.TeamProfile;
import dev.cao.profile.WorkerProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profiles of the example load without a complaint and mean the same team and the same order of work. */
final class ExampleProfilesTest {
    private static final Set<String> PROVIDERS =
            Set.of("command", "stand-in", "claude-code", "codex", "kiro", "amazon-q");

    @ParameterizedTest
    @ValueSource(strings = {"modernize.yaml", "modernize-agents.yaml"})
    void profilesLoadWithoutANoteAndPlanForTheBank(String name) {
        LoadedProfile profile = read(name);
        assertThat(profile.notes()).isEmpty();
        assertThat(profile.team().directory()).contains(Analysis.BANK);
        assertThat(profile.team().workers())
                .extracting(worker -> worker.name().value())
                .containsExactly("architect", "security", "performance", "test");
    }

    @Test
    void bothProfilesHaveTheSamePlan() {
        assertThat(read("modernize-agents.yaml").team().plan())
                .isEqualTo(read("modernize.yaml").team().plan());
    }

    @Test
    void theReviewerStepsDownFromKiroToClaudeCode() {
        assertThat(read("stepping-down.yaml").team().workers())
                .singleElement()
                .satisfies(worker -> assertThat(worker.providers()).containsExactly("kiro", "amazon-q", "claude-code"));
    }

    @Test
    void theAnalysesRunAsCommandsWithTheirRole() {
        TeamProfile team = read("modernize.yaml").team();
        String program = Analysis.PROJECT.resolve("examples/modernize/analyze").toString();
        assertThat(team.workers()).allMatch(worker -> worker.providers().equals(List.of("command")));
        assertThat(team.workers())
                .extracting(WorkerProfile::command)
                .containsExactly(
                        List.of(program, "architect"),
                        List.of(program, "security"),
                        List.of(program, "performance"),
                        List.of(program, "test"));
    }

    @Test
    void performanceAndTestRunAtTheSameTimeAfterSecurity() {
        assertThat(read("modernize.yaml").team().plan())
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly("Handoff", "Handoff", "Assign", "Assign", "Wait", "Write");
        assertThat(read("modernize.yaml").team().plan().get(4))
                .isInstanceOfSatisfying(
                        PlanStep.Wait.class, wait -> assertThat(wait.names()).containsExactly("perf", "tests"));
    }

    private static LoadedProfile read(String name) {
        return new ProfileReader(List.of(Analysis.PROJECT.resolve("agents")), PROVIDERS)
                .read(Analysis.PROJECT.resolve("examples").resolve(name), Map.of());
    }
}
