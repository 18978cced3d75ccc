package dev.cao.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.TaskId;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.tool.ToolCatalog.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolCatalogTest {
    private static final WorkerName ARCHITECT = new WorkerName("architect");

    private static List<ToolCall> calls() {
        return List.of(
                new ToolCall.Handoff(ARCHITECT, "design it", Duration.ofSeconds(30), Optional.empty()),
                new ToolCall.Assign(ARCHITECT, "design it", Optional.empty()),
                new ToolCall.SendMessage("hello", Optional.of("t1")),
                new ToolCall.SendMessage("hello", Optional.empty()),
                new ToolCall.WaitFor(List.of(new TaskId("t1"), new TaskId("t2")), false, Duration.ofSeconds(9)),
                new ToolCall.ListWorkers(),
                new ToolCall.ReadOutput(ARCHITECT, 7),
                new ToolCall.Interrupt(ARCHITECT, "wrong way"),
                new ToolCall.AnswerPrompt(ARCHITECT, "allow"),
                new ToolCall.ReportResult(true, "the result"),
                new ToolCall.AskUser("which?", List.of("this", "that")),
                new ToolCall.Finish(false, "it could not be done", true));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallIsReadFromTheArgumentsItIsWrittenAs(ToolCall call) {
        assertThat(ToolCatalog.decode(ToolCalls.name(call), ToolCalls.arguments(call)))
                .isEqualTo(new Decoded.Understood(call, List.of()));
    }

    @Test
    void everyKindOfCallIsInTheCatalog() {
        Set<String> described =
                ToolCatalog.all().stream().map(ToolDescription::name).collect(Collectors.toSet());
        Set<String> possible = calls().stream().map(ToolCalls::name).collect(Collectors.toSet());

        assertThat(described).isEqualTo(possible);
        assertThat(possible).hasSize(ToolCall.class.getPermittedSubclasses().length);
    }

    @Test
    void onlyToolsThatChangeNothingSaySo() {
        assertThat(ToolCatalog.all().stream().filter(ToolDescription::readOnly))
                .extracting(ToolDescription::name)
                .containsExactlyInAnyOrder("wait_for", "list_workers", "read_output");
    }

    @Test
    void schemasAreAsUsersOfThemKnowThem() throws IOException {
        ObjectNode schemas = Json.object();
        ToolCatalog.all().forEach(tool -> schemas.set(tool.name(), tool.inputSchema()));
        try (var golden = ToolCatalogTest.class.getResourceAsStream("schemas.json")) {
            assertThat(schemas.toPrettyString())
                    .as(
                            "A changed schema changes what agents and their prompts rely on; if it is meant, update the file")
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    void parametersOfUpstreamAreIgnoredWithANote() {
        ObjectNode arguments = Json.object()
                .put("agent_profile", "architect")
                .put("message", "design it")
                .put("model", "opus");

        assertThat(ToolCatalog.decode("assign", arguments))
                .isInstanceOfSatisfying(
                        Decoded.Understood.class,
                        understood -> assertThat(understood.notes())
                                .singleElement()
                                .asString()
                                .contains("model"));
    }

    @Test
    void terminalIdNamesAWorkerAsUpstreamResultsDo() {
        ObjectNode arguments = Json.object().put("terminal_id", "architect").put("message", "design it");

        assertThat(ToolCatalog.decode("assign", arguments))
                .isEqualTo(new Decoded.Understood(
                        new ToolCall.Assign(ARCHITECT, "design it", Optional.empty()), List.of()));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        ObjectNode arguments = Json.object().put("agent_profile", "Not A Name!").put("timeout", -1);

        assertThat(ToolCatalog.decode("handoff", arguments))
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("message is missing")
                                .contains("agent_profile must be")
                                .contains("timeout must be a whole number from 1 to 86400, not -1"));
    }

    @Test
    void numbersAndFlagsMayBeWrittenAsText() {
        ObjectNode arguments = Json.object()
                .put("status", "done")
                .put("summary", "all is well")
                .put("cancel_open", "true");

        assertThat(ToolCatalog.decode("finish", arguments))
                .isEqualTo(new Decoded.Understood(new ToolCall.Finish(true, "all is well", true), List.of()));
    }

    @Test
    void aResultThatIsJsonIsKeptAsJson() {
        ObjectNode arguments = Json.object().put("status", "done");
        arguments.putObject("result").put("count", 7);

        assertThat(ToolCatalog.decode("report_result", arguments))
                .isEqualTo(new Decoded.Understood(new ToolCall.ReportResult(true, "{\"count\":7}"), List.of()));
    }

    @Test
    void anUnknownToolIsRefusedWithTheNamesOfAll() {
        assertThat(ToolCatalog.decode("delegate", Json.object()))
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused ->
                                assertThat(refused.why()).contains("delegate").contains("handoff"));
    }
}
