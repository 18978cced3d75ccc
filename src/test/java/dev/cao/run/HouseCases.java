package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.ContractCase;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a good guest does: it counts what it uses, and leaves nothing behind. */
interface HouseCases extends ContractWorld {
    @Test
    @Proves(ContractCase.USAGE)
    default void whatTheModelUsedIsMeasuredOnce() throws Exception {
        int each = FakeModel.INPUT_TOKENS + FakeModel.OUTPUT_TOKENS;
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
            lab.handoff("Second «say two»");
            lab.handoff("Third «say three»");

            // A CLI may write down a moment after a turn what it used, but not two turns later.
            assertThat(tokens(lab)).as("what the first turn used").isPositive();
            lab.until(_ -> tokens(lab) >= 3 * each);
            assertThat(tokens(lab)).isEqualTo(3 * each);
        }
    }

    private static long tokens(AgentLab lab) {
        return lab.run().entries().stream()
                .map(entry -> entry.event())
                .filter(RunEvent.UsageMeasured.class::isInstance)
                .map(RunEvent.UsageMeasured.class::cast)
                .mapToLong(usage -> usage.input() + usage.output())
                .sum();
    }

    @Test
    @Proves(ContractCase.BACKGROUND_WORK)
    default void backgroundWorkIsWaitedForAndItsReportIsTheAnswer() throws Exception {
        String waiting = background("while ! test -e go; do sleep 0.1; done; echo ready");
        try (AgentLab lab = lab("permissions: allow\n", false)) {
            TaskId task = lab.assign("Background " + waiting + "«say started»«say ready»");
            lab.until(_ -> model().prompts().size() >= 2);
            lab.until(_ -> lab.worker().path("status").asText().equals("idle"));
            assertThat(lab.task(task).orElseThrow().state().isFinal()).isFalse();

            Files.writeString(folder().resolve("work/go"), "");

            assertThat(lab.answer(lab.ended(task))).doesNotContain("started");
        }
    }

    @Test
    @Proves(ContractCase.NOTHING_LEFT)
    default void nothingIsLeftRunning() throws Exception {
        ProcessHandle agent;
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
            lab.assign("Long «wait never»«say never»");
            lab.untilStatus("working");
            agent = lab.process();
        }

        agent.onExit().get(20, TimeUnit.SECONDS);
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(folder().toString()))
                                .isPresent()))
                .isEmpty();
    }

    @Test
    @Proves(ContractCase.CONFIGURATION_UNTOUCHED)
    default void theUsersConfigurationStaysAsItIs() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
        }

        for (Map.Entry<Path, String> file : configuration().entrySet()) {
            assertThat(file.getKey()).hasContent(file.getValue());
        }
    }
}
