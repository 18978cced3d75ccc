package dev.cao.provider;

import dev.cao.agent.AgentProvider;
import dev.cao.provider.claude.ClaudeCodeProvider;
import dev.cao.provider.codex.CodexProvider;
import dev.cao.provider.copilot.CopilotProvider;
import dev.cao.provider.gemini.GeminiProvider;
import dev.cao.provider.opencode.OpenCodeProvider;
import dev.cao.provider.q.QKind;
import dev.cao.provider.q.QProvider;
import dev.cao.provider.qwen.QwenProvider;
import dev.cao.provider.standin.StandInProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every agent CLI that cao knows, in the order in which {@code provider: auto} prefers them. */
public final class AgentProviders {
    private static final List<AgentProvider> ALL = List.of(
            new ClaudeCodeProvider(),
            new CodexProvider(),
            new OpenCodeProvider(),
            new CopilotProvider(),
            new GeminiProvider(),
            new QwenProvider(),
            new QProvider(QKind.KIRO),
            new QProvider(QKind.AMAZON_Q),
            new StandInProvider(StandInProvider.Kind.COMMAND),
            new StandInProvider(StandInProvider.Kind.SCRIPT));

    private AgentProviders() {}

    public static Optional<AgentProvider> named(String name) {
        return ALL.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** Returns the agent CLIs that {@code auto} may choose from. */
    public static List<AgentProvider> agentClis() {
        return ALL.stream().filter(AgentProvider::isAgentCli).toList();
    }

    /** Returns every provider, in order. */
    public static List<AgentProvider> all() {
        return ALL;
    }

    /** Returns the names that profiles may use. */
    public static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        ALL.forEach(provider -> names.add(provider.name()));
        return names;
    }
}
