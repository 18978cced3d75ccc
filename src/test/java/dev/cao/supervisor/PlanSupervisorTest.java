package dev.cao.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.CallKey;
import dev.cao.domain.WorkerName;
import dev.cao.profile.Condition;
import dev.cao.profile.PlanStep;
import dev.cao.profile.Template;
import dev.cao.profile.Template.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanSupervisorTest {
    private static final Optional<Condition> ALWAYS = Optional.empty();

    private final FakeToolbox toolbox = new FakeToolbox();
    private final List<String> written = new ArrayList<>();

    @Test
    void anAnswerIsHandedToTheNextStep() throws InterruptedException {
        toolbox.answers("architect", "the design").answers("security", "fine");

        pursue(handoff("architect", "for {{goal}}", "design"), handoff("security", "review {{design}}", "review"));

        assertThat(toolbox.calls())
                .containsExactly(
                        "plan/1/1 handoff architect: for the goal",
                        "plan/2/1 handoff security: review the design",
                        "finish done: The plan's 2 steps are done.");
    }

    @Test
    void bracesInAnAnswerStayText() throws InterruptedException {
        toolbox.answers("architect", "use {{goal}}").answers("security", "fine");

        pursue(handoff("architect", "x", "design"), handoff("security", "{{design}}", "review"));

        assertThat(toolbox.calls()).contains("plan/2/1 handoff security: use {{goal}}");
    }

    @Test
    void aHundredAssignmentsAreWaitedForAtOnce() throws InterruptedException {
        List<PlanStep> steps = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            toolbox.answers("w" + i, "done");
            steps.add(assign("w" + i, "a" + i, 0));
            names.add("a" + i);
        }
        steps.add(new PlanStep.Wait(names, true, Optional.empty(), ALWAYS));

        pursue(steps.toArray(PlanStep[]::new));

        assertThat(toolbox.calls()).endsWith("finish done: The plan's 101 steps are done.");
    }

    @Test
    void aFailedStepIsGivenAgainAsOftenAsItsRetrySays() throws InterruptedException {
        toolbox.answers("architect", "!no", "!no", "yes");

        pursue(new PlanStep.Handoff(worker("architect"), template("x"), "design", 2, ALWAYS));

        assertThat(toolbox.calls())
                .containsExactly(
                        "plan/1/1 handoff architect: x",
                        "plan/1/2 handoff architect: x",
                        "plan/1/3 handoff architect: x",
                        "finish done: The plan's 1 steps are done.");
    }

    @Test
    void aFailureThatNoLaterStepIsThereForEndsThePlan() throws InterruptedException {
        toolbox.answers("architect", "!it broke\nwith details");

        pursue(handoff("architect", "x", "design"), handoff("security", "y", "review"));

        assertThat(toolbox.calls())
                .containsExactly("plan/1/1 handoff architect: x", "finish failed: step 1: 'design' failed: it broke");
    }

    @Test
    void aStepForAFailureReplacesIt() throws InterruptedException {
        toolbox.answers("security", "!bad").answers("architect", "repaired");

        pursue(
                handoff("security", "review", "review"),
                new PlanStep.Handoff(
                        worker("architect"),
                        template("repair {{review}}"),
                        "repair",
                        0,
                        Optional.of(new Condition.Is("review", Condition.State.FAILED))));

        assertThat(toolbox.calls())
                .containsExactly(
                        "plan/1/1 handoff security: review",
                        "plan/2/1 handoff architect: repair bad",
                        "finish done: The plan's 2 steps are done.");
    }

    @Test
    void aStepWhoseConditionDoesNotHoldIsSkippedAndItsAnswerIsEmpty() throws InterruptedException {
        toolbox.answers("security", "good").answers("test", "ok");

        pursue(
                handoff("security", "review", "review"),
                new PlanStep.Handoff(
                        worker("architect"),
                        template("repair"),
                        "repair",
                        0,
                        Optional.of(new Condition.Is("review", Condition.State.FAILED))),
                handoff("test", "[{{repair}}]", "tests"));

        assertThat(toolbox.calls())
                .containsExactly(
                        "plan/1/1 handoff security: review",
                        "plan/3/1 handoff test: []",
                        "finish done: The plan's 3 steps are done.");
    }

    @Test
    void assignmentsAreGivenBeforeAnyIsWaitedFor() throws InterruptedException {
        toolbox.answers("performance", "fast").answers("test", "tested");

        pursue(
                assign("performance", "perf", 0),
                assign("test", "tests", 0),
                new PlanStep.Wait(List.of("perf", "tests"), true, Optional.empty(), ALWAYS),
                new PlanStep.Write(Path.of("plan.md"), template("{{perf}} {{tests}}"), ALWAYS));

        assertThat(toolbox.calls())
                .containsExactly(
                        "plan/1/1 assign performance: do",
                        "plan/2/1 assign test: do",
                        "wait_for [t1, t2]",
                        "finish done: The plan's 4 steps are done.");
        assertThat(written).containsExactly("plan.md: fast tested");
    }

    @Test
    void aFailedAssignmentIsGivenAgainWhenItIsWaitedFor() throws InterruptedException {
        toolbox.answers("performance", "!slow", "fast");

        pursue(assign("performance", "perf", 1), new PlanStep.Wait(List.of("perf"), true, Optional.empty(), ALWAYS));

        assertThat(toolbox.calls())
                .containsExactly(
                        "plan/1/1 assign performance: do",
                        "wait_for [t1]",
                        "plan/1/2 assign performance: do",
                        "wait_for [t2]",
                        "finish done: The plan's 2 steps are done.");
    }

    @Test
    void aWaitWhoseTimeIsOverFailsWhatIsStillOpen() throws InterruptedException {
        toolbox.answers("performance", "fast");

        pursue(
                assign("performance", "perf", 0),
                assign("test", "tests", 0),
                new PlanStep.Wait(List.of("perf", "tests"), true, Optional.of(Duration.ofMinutes(1)), ALWAYS));

        assertThat(toolbox.calls())
                .endsWith("finish failed: step 3: 'tests' failed: no answer in the time that step 3 gives");
    }

    @Test
    void whatWasAssignedAndNeverWaitedForIsWaitedForAtTheEnd() throws InterruptedException {
        toolbox.answers("test", "tested");

        pursue(assign("test", "tests", 0));

        assertThat(toolbox.calls())
                .containsExactly(
                        "plan/1/1 assign test: do", "wait_for [t1]", "finish done: The plan's 1 steps are done.");
    }

    @Test
    void aWaitForAnyGoesOnWithTheFirstAnswer() throws InterruptedException {
        toolbox.answers("performance", "fast");

        pursue(
                assign("performance", "perf", 0),
                assign("test", "tests", 0),
                new PlanStep.Wait(List.of("perf", "tests"), false, Optional.empty(), ALWAYS),
                new PlanStep.Write(Path.of("plan.md"), template("{{perf}}"), ALWAYS));

        assertThat(written).containsExactly("plan.md: fast");
    }

    private void pursue(PlanStep... steps) throws InterruptedException {
        new PlanSupervisor(List.of(steps), Map.of("goal", "the goal"), new Workspace() {
                    @Override
                    public void write(CallKey key, Path file, String content) {
                        written.add(file + ": " + content);
                    }

                    @Override
                    public void tell(String line) {
                        // For people only.
                    }
                })
                .pursue(toolbox);
    }

    private static PlanStep handoff(String to, String task, String as) {
        return new PlanStep.Handoff(worker(to), template(task), as, 0, ALWAYS);
    }

    private static PlanStep assign(String to, String as, int retry) {
        return new PlanStep.Assign(worker(to), template("do"), as, retry, ALWAYS);
    }

    private static WorkerName worker(String name) {
        return new WorkerName(name);
    }

    private static Template template(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int open = text.indexOf("{{");
        while (open >= 0) {
            int close = text.indexOf("}}", open);
            parts.add(new Part.Text(text.substring(from, open)));
            parts.add(new Part.Name(text.substring(open + 2, close)));
            from = close + 2;
            open = text.indexOf("{{", from);
        }
        parts.add(new Part.Text(text.substring(from)));
        return new Template(parts);
    }
}
