package dev.cao.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.io.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the cases of the provider contract need: the CLI under test, as its test class describes it. */
interface ContractWorld {
    AgentProvider provider();

    /** Returns the test's folder; the agent works in {@code work} below it. */
    Path folder();

    FakeModel model();

    /**
     * Starts a run with one worker.
     *
     * @param more lines for its profile
     * @param unattended as with {@code --ci}
     */
    AgentLab lab(String more, boolean unattended) throws Exception;

    /** Starts one whose CLI has not seen the folder before. */
    AgentLab labInUnknownFolder() throws Exception;

    default AgentLab lab() throws Exception {
        return lab("", false);
    }

    /** Returns the mark for a shell command that asks for permission, as this CLI names its tool. */
    String shell(String command);

    /** Returns the mark for a question of the agent. */
    default String question(String question, String... choices) {
        throw new UnsupportedOperationException("this CLI has no tool that asks");
    }

    /** Returns the mark for a shell command that goes on after the turn. */
    default String background(String command) {
        throw new UnsupportedOperationException("this CLI has no tool that goes on after a turn");
    }

    /** Returns the mark for a tool of cao, as this CLI names tools of MCP servers. */
    default String caoTool(String tool, ObjectNode arguments) {
        return tool("mcp__cao__" + tool, arguments);
    }

    /** Returns the keys with which a person breaks a turn off, as tmux names them. */
    default List<String> escape() {
        return List.of("Escape");
    }

    /** Breaks the turn off like a person in the pane. */
    default void breakOff(AgentLab lab) throws Exception {
        lab.press(escape());
    }

    /** Returns the user's configuration, files and their content, as it must be found again. */
    Map<Path, String> configuration();

    /** Returns the mark for a tool. */
    static String tool(String name, ObjectNode arguments) {
        return "«tool " + name + " " + Json.line(arguments) + "»";
    }
}
