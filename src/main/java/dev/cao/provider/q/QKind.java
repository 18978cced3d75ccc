package dev.cao.provider.q;

import dev.cao.agent.CliProgram;
import dev.cao.terminal.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The two ages of the program, and where they differ. */
public enum QKind {
    AMAZON_Q(
            new CliProgram(
                    "amazon-q",
                    "q",
                    "CAO_AMAZON_Q",
                    Pattern.compile("^(?:q|qchat|Amazon Q Developer CLI) (\\d+\\.\\d+\\.\\d+)"),
                    "Install the Amazon Q Developer CLI. Where it has become Kiro, say 'provider: kiro'."),
            ".aws/amazonq/cli-agents",
            "useLegacyMcpJson",
            Key.CTRL_C),
    KIRO(
            new CliProgram(
                    "kiro",
                    "kiro-cli",
                    "CAO_KIRO",
                    Pattern.compile("^(?:kiro-cli|kiro-cli-chat|Kiro CLI) (\\d+\\.\\d+\\.\\d+)"),
                    "Install the Kiro CLI (kiro.dev/cli)."),
            ".kiro/agents",
            "includeMcpJson",
            Key.ESCAPE);

    private final CliProgram program;
    private final String agents;
    private final String inheritsServers;
    private final Key interrupt;

    QKind(CliProgram program, String agents, String inheritsServers, Key interrupt) {
        this.program = program;
        this.agents = agents;
        this.inheritsServers = inheritsServers;
        this.interrupt = interrupt;
    }

    CliProgram program() {
        return program;
    }

    /** Returns the user's folder of agent files: the only other one that is looked into is in the working directory. */
    Path agents(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", "/")).resolve(agents);
    }

    /** Returns the field of an agent file that says whether the user's own MCP servers are started, too. */
    String inheritsServers() {
        return inheritsServers;
    }

    List<Key> interrupt() {
        return List.of(interrupt);
    }
}
