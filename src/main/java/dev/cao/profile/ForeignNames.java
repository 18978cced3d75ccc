package dev.cao.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts names of other programs' agent files into cao's. Names that narrow an agent's rights are never dropped: what is
 * not understood stays as it is, or becomes the narrowest that there is.
 */
final class ForeignNames {
    /** Claude Code's tools, in the vocabulary that cao shares with upstream CAO. */
    private static final Map<String, String> CLAUDE_TOOLS = Map.ofEntries(
            Map.entry("Bash", "execute_bash"),
            Map.entry("Read", "fs_read"),
            Map.entry("NotebookRead", "fs_read"),
            Map.entry("Edit", "fs_write"),
            Map.entry("MultiEdit", "fs_write"),
            Map.entry("Write", "fs_write"),
            Map.entry("NotebookEdit", "fs_write"),
            Map.entry("Glob", "fs_list"),
            Map.entry("Grep", "fs_list"),
            Map.entry("LS", "fs_list"),
            Map.entry("WebFetch", "web_fetch"),
            Map.entry("WebSearch", "web_fetch"));

    /** Claude Code's short names of models; no other program knows them. */
    private static final Set<String> CLAUDE_MODELS = Set.of("sonnet", "opus", "haiku");

    private static final String CLAUDE_CODE = "claude-code";

    private final ProviderNames providers;
    private final Problems problems;

    ForeignNames(ProviderNames providers, Problems problems) {
        this.providers = providers;
        this.problems = problems;
    }

    List<Node.Scalar> tools(Node.Entry entry) {
        return MarkdownAgent.words(entry.value())
                .map(word ->
                        new Node.Scalar(word.place(), CLAUDE_TOOLS.getOrDefault(word.text(), word.text()), word.kind()))
                .distinct()
                .toList();
    }

    /** Upstream writes {@code claude_code} and {@code kiro_cli}; cao {@code claude-code} and {@code kiro}. */
    Optional<Node> provider(Node.Entry entry) {
        if (!(entry.value() instanceof Node.Scalar scalar)) {
            return Optional.of(entry.value());
        }
        String dashed = scalar.text().replace('_', '-');
        for (String name : List.of(scalar.text(), dashed, dashed.replaceFirst("-cli$", ""))) {
            if (providers.ofWorkers().contains(name)) {
                return Optional.of(new Node.Scalar(scalar.place(), name, Node.Kind.TEXT));
            }
        }
        problems.note(scalar.place(), "no provider " + Quoted.of(scalar.text()) + "; `auto` is used");
        return Optional.empty();
    }

    Optional<Node> model(Node.Entry entry) {
        if (!(entry.value() instanceof Node.Scalar scalar) || !scalar.text().equals("inherit")) {
            return Optional.of(entry.value());
        }
        return Optional.empty();
    }

    /** A model by one of Claude Code's short names, with no provider beside it, means Claude Code. */
    Optional<Node> providerOf(Node.Entry model) {
        if (model.value() instanceof Node.Scalar scalar
                && CLAUDE_MODELS.contains(scalar.text())
                && providers.known().contains(CLAUDE_CODE)) {
            return Optional.of(new Node.Scalar(scalar.place(), CLAUDE_CODE, Node.Kind.TEXT));
        }
        return Optional.empty();
    }

    /** An unknown role must not mean more rights than any known one. */
    Node role(Node.Entry entry) {
        if (entry.value() instanceof Node.Scalar scalar && !AgentReader.ROLES.contains(scalar.text())) {
            problems.note(
                    scalar.place(), "no role " + Quoted.of(scalar.text()) + "; `reviewer`, the narrowest, is used");
            return new Node.Scalar(scalar.place(), "reviewer", Node.Kind.TEXT);
        }
        return entry.value();
    }
}
