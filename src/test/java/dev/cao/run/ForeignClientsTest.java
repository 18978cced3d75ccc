package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskId;
import dev.cao.mcp.BridgeProcess;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MCP clients that nobody here wrote, against a live run. */
@Tag("e2e")
@Timeout(240)
class ForeignClientsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeAgents() throws Exception {
        TestRun.command(folder, "upper", "tr", "a-z", "A-Z");
    }

    private static Map<String, String> identity(LiveTeam team) throws Exception {
        Map<String, String> variables = new HashMap<>();
        for (String name : List.of("CAO_CONTROL", "CAO_TOKEN")) {
            variables.put(name, team.environment(name).orElseThrow());
        }
        return variables;
    }

    @Test
    void mcpInspectorListsAndCallsTheTools() throws Exception {
        Inspector inspector = Inspector.install();
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: upper }")) {
            JsonNode listing = inspector.call(identity(team), "--method", "tools/list", "--strict");
            JsonNode answer = inspector.call(
                    identity(team),
                    "--method",
                    "tools/call",
                    "--tool-name",
                    "handoff",
                    "--tool-arg",
                    "agent_profile=upper",
                    "message=inspect this");

            assertThat(listing.path("tools"))
                    .extracting(tool -> tool.path("name").asText())
                    .contains("handoff", "assign", "send_message", "wait_for");
            assertThat(answer.at("/content/0/text").asText()).isEqualTo("INSPECT THIS");
        }
    }

    @Test
    void theJavaSdkHandsOffAssignsAndSends() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: upper }");
                McpSyncClient client = client(team)) {
            client.initialize();
            McpSchema.CallToolResult answer =
                    call(client, "handoff", Map.of("agent_profile", "upper", "message", "hand this off"));
            McpSchema.CallToolResult assigned =
                    call(client, "assign", Map.of("agent_profile", "upper", "message", "assign this"));
            String task = String.valueOf(((Map<?, ?>) assigned.structuredContent()).get("task_id"));
            McpSchema.CallToolResult waited = call(client, "wait_for", Map.of("task_ids", List.of(task)));
            McpSchema.CallToolResult sent =
                    call(client, "send_message", Map.of("receiver_id", "upper", "message", "by the way"));

            assertThat(text(answer)).isEqualTo("HAND THIS OFF");
            assertThat(text(waited)).contains("ASSIGN THIS");
            assertThat(team.run().state().task(new TaskId(task))).isPresent();
            assertThat(sent.isError()).isFalse();
            assertThat(team.run().state().messages())
                    .filteredOn(message -> message.to().toString().equals("upper"))
                    .extracting(message -> message.body())
                    .containsExactly("by the way");
            assertThat(team.finish().phase()).isEqualTo(RunPhase.DONE);
        }
    }

    private static McpSyncClient client(LiveTeam team) throws Exception {
        List<String> bridge = BridgeProcess.command("mcp");
        ServerParameters parameters = ServerParameters.builder(bridge.getFirst())
                .args(bridge.subList(1, bridge.size()))
                .env(identity(team))
                .build();
        return McpClient.sync(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofSeconds(60))
                .build();
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }
}
