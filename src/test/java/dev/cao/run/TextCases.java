package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.ContractCase;
import dev.cao.control.ControlRequest;
import dev.cao.domain.MessageState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes in and comes out. */
interface TextCases extends ContractWorld {
    String MARKDOWN = "# Plan\n\n"
            + IntStream.range(0, 120)
                    .mapToObj(i -> "- item %d: `code` **bold** | a | b | «ünïcode 漢字 👩‍👩‍👧»\n".formatted(i))
                    .collect(Collectors.joining())
            + "\n```sh\nrm -rf \"$X\"  # not run\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |";

    @Test
    @Proves(ContractCase.EXACT_ANSWER)
    default void tasksAreAnsweredExactlyOneAfterTheOther() throws Exception {
        model().answer("plan", MARKDOWN);
        try (AgentLab lab = lab()) {
            TaskView first = lab.handoff("First «say one»");
            TaskView second = lab.handoff("Second, in\nthree lines\nand a list:\n- «answer plan»\n- end");

            assertThat(first.outcome()).contains(new TaskOutcome.Done("one", false));
            assertThat(second.outcome()).contains(new TaskOutcome.Done(MARKDOWN, false));
            assertThat(Files.readString(lab.run().directory().answer(second.id())))
                    .isEqualTo(MARKDOWN);
        }
    }

    @Test
    @Proves(ContractCase.TEXT_VERBATIM)
    default void everyFormOfTextReachesTheModelVerbatim() throws Exception {
        String prose = IntStream.range(0, 40)
                .mapToObj(i -> "line %d with some words, \"quotes\", $dollars and `ticks`".formatted(i))
                .collect(Collectors.joining("\n"));
        List<String> texts = List.of(
                "one line",
                prose,
                "a long line " + "0123456789 ".repeat(180) + "end",
                "a\n\n\nb",
                "漢字 👩‍👩‍👧 ünïcode",
                "x\n  indented\n    more");
        try (AgentLab lab = lab()) {
            for (String text : texts) {
                TaskView task = lab.handoff(text);

                assertThat(lab.answer(task)).isEqualTo("ECHO " + text);
            }
        }
    }

    @Test
    @Proves(ContractCase.LEADING_CHARACTERS)
    default void leadingCharactersAreNoCommands() throws Exception {
        try (AgentLab lab = lab()) {
            for (String text : List.of("/clear", " /help", "!touch pwned", "exit", "#note", "?", "@work", "$HOME")) {
                assertThat(lab.answer(lab.handoff(text))).contains(text.strip());
            }
            assertThat(folder().resolve("work/pwned")).doesNotExist();
        }
    }

    @Test
    @Proves(ContractCase.BUSY_WAITS)
    default void aMessageForABusyAgentWaitsForItsTurn() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Work «wait gate» «say done»");
            lab.untilStatus("working");
            lab.request(new ControlRequest.Send("agent", "A message «say heard»"));
            assertThat(lab.run().state().messages())
                    .extracting(message -> message.state())
                    .containsExactly(MessageState.RECORDED);

            model().go("gate");

            assertThat(lab.answer(lab.ended(task))).isEqualTo("done");
            lab.until(_ -> lab.run().state().messages().getFirst().state() == MessageState.ACCEPTED);
        }
    }

    @Test
    @Proves(ContractCase.TOOLS)
    default void toolsOfCaoReachTheRun() throws Exception {
        String report =
                caoTool("report_result", Json.object().put("status", "done").put("result", "the report"));
        try (AgentLab lab = lab("result: required\n", true)) {
            assertThat(lab.answer(lab.handoff("Report " + report + " «say bye»")))
                    .isEqualTo("the report");
        }
    }
}
