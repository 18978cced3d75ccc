package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.io.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BedrockCommandTest {
    @TempDir
    private Path home;

    @Test
    void exportedGroupReturnsControlAndHasTheToolsOfASupervisor() {
        Captured cao = new Captured(home);

        assertThat(cao.run("bedrock", "export-action-group")).isZero();

        JsonNode group = Json.parseObject(cao.out());
        assertThat(group.at("/actionGroupExecutor/customControl").asText()).isEqualTo("RETURN_CONTROL");
        List<String> names = new ArrayList<>();
        group.at("/functionSchema/functions")
                .forEach(function -> names.add(function.path("name").asText()));
        assertThat(names)
                .contains("handoff", "assign", "send_message", "wait_for", "finish")
                .doesNotContain("report_result", "ask_user");
    }
}
