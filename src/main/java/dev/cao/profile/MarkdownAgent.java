package dev.cao.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads agents written for others: Markdown whose front matter is upstream CAO's or that of Claude Code's subagents.
 * They load as they are: what cao has no place for becomes a note, and the text is the instructions.
 */
final class MarkdownAgent {
    private static final Pattern FENCE = Pattern.compile("(?m)^---[ \\t]*\\r?$");
    private static final Pattern LOOSE = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*+):(?:[ \\t](.*))?");
    /** Keys of these formats that are known to mean something there, and nothing here. */
    private static final Set<String> FOREIGN = Set.of(
            "capabilities",
            "claudeConfig",
            "codexConfig",
            "codexProfile",
            "color",
            "container",
            "effort",
            "engine",
            "grokNativeWorkflows",
            "hermesProfile",
            "hooks",
            "initialPrompt",
            "isolation",
            "maxTurns",
            "memory",
            "mcpServers",
            "native_agent",
            "permissionMode",
            "provider_init_timeout",
            "resources",
            "skills",
            "tags",
            "toolAliases",
            "toolsSettings",
            "useLegacyMcpJson");

    private final Source source;
    private final ForeignNames names;
    private final Problems problems;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final List<Node> allowed = new ArrayList<>();
    private final List<Node> denied = new ArrayList<>();

    private MarkdownAgent(Source source, ProviderNames providers, Problems problems) {
        this.source = source;
        this.names = new ForeignNames(providers, problems);
        this.problems = problems;
    }

    /** Returns the agent in cao's own keys; empty after a complaint. */
    static Optional<Node> read(Source source, ProviderNames providers, Problems problems) {
        String text = source.text();
        Matcher fence = FENCE.matcher(text);
        if (!fence.find() || fence.start() != 0 || !fence.find()) {
            problems.add(source.start(), "has no front matter; expected YAML between two lines `---` at the beginning");
            return Optional.empty();
        }
        String front = text.substring(0, fence.start());
        int bodyStart = Math.min(text.length(), fence.end());
        return frontMatter(source, front, problems)
                .map(mapping -> new MarkdownAgent(source, providers, problems).translate(mapping, bodyStart));
    }

    /** Real subagents often hold `: ` in unquoted descriptions; their own reader goes line by line, so does this one. */
    private static Optional<Node.Mapping> frontMatter(Source source, String front, Problems problems) {
        Problems strict = new Problems();
        Optional<Node> root = TreeReader.read(source, front, strict);
        if (root.isPresent() && root.get() instanceof Node.Mapping mapping && strict.count() == 0) {
            return Optional.of(mapping);
        }
        List<Node.Entry> entries = new ArrayList<>();
        String[] lines = front.split("\\r?\\n");
        for (int i = 1; i < lines.length; i++) {
            Matcher line = LOOSE.matcher(lines[i]);
            if (line.matches()) {
                Place place = new Place(source, i + 1, 1, line.group(1));
                String value = Optional.ofNullable(line.group(2)).orElse("");
                entries.add(
                        new Node.Entry(line.group(1), place, new Node.Scalar(place, value.strip(), Node.Kind.TEXT)));
            } else if (!lines[i].isBlank()) {
                strict.errors()
                        .forEach(error ->
                                problems.add(new Place(source, error.line(), error.column(), ""), error.message()));
                if (strict.count() == 0) {
                    problems.add(source.start(), "the front matter is not a mapping");
                }
                return Optional.empty();
            }
        }
        problems.note(source.start(), "the front matter is not valid YAML; it was read line by line");
        return Optional.of(new Node.Mapping(source.start(), entries));
    }

    private Node translate(Node.Mapping front, int bodyStart) {
        for (Node.Entry entry : front.entries()) {
            take(entry);
        }
        String body = source.text().substring(bodyStart).strip();
        if (!body.isEmpty()) {
            Node.Entry earlier = entries.get("instructions");
            if (earlier != null) {
                problems.note(earlier.place(), "is not used: the text below is");
            }
            int at = source.text().indexOf(body, bodyStart);
            Place place = source.at(at, "instructions");
            put("instructions", place, new Node.Scalar(place, body, Node.Kind.TEXT));
        }
        Node.Entry model = entries.get("model");
        if (model != null && !entries.containsKey("provider")) {
            names.providerOf(model).ifPresent(provider -> put("provider", model.place(), provider));
        }
        if (!allowed.isEmpty() || !denied.isEmpty()) {
            Place place = (allowed.isEmpty() ? denied : allowed).getFirst().place();
            List<Node.Entry> tools = new ArrayList<>();
            lists(tools, "allow", allowed);
            lists(tools, "deny", denied);
            put("tools", place, new Node.Mapping(place, tools));
        }
        return new Node.Mapping(source.start(), List.copyOf(entries.values()));
    }

    private void take(Node.Entry entry) {
        switch (entry.key()) {
            case "allowedTools" -> allowed.addAll(names.tools(entry));
            case "disallowedTools" -> denied.addAll(names.tools(entry));
            case "tools" -> {
                if (entry.value() instanceof Node.Mapping) {
                    put("tools", entry.place(), entry.value());
                } else {
                    allowed.addAll(names.tools(entry));
                }
            }
            case "prompt" -> put("instructions", entry.place(), entry.value());
            case "provider" -> names.provider(entry).ifPresent(value -> put("provider", entry.place(), value));
            case "model" -> names.model(entry).ifPresent(value -> put("model", entry.place(), value));
            case "role" -> put("role", entry.place(), names.role(entry));
            case "background" -> {
                if (entry.value() instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.BOOLEAN) {
                    problems.note(entry.place(), "is not carried over from Claude Code; cao has its own `background`");
                } else {
                    put(entry.key(), entry.place(), entry.value());
                }
            }
            default -> {
                if (Keys.AGENT.known().contains(entry.key())) {
                    put(entry.key(), entry.place(), entry.value());
                } else if (FOREIGN.contains(entry.key())) {
                    problems.note(entry.place(), "is not carried over; cao has no such setting");
                } else {
                    problems.note(
                            entry.place(),
                            "unknown key, not carried over" + Suggestion.of(entry.key(), Keys.AGENT.known()));
                }
            }
        }
    }

    private void put(String key, Place place, Node value) {
        boolean empty = value instanceof Node.Scalar scalar && scalar.text().isBlank();
        if (!empty) {
            entries.put(key, new Node.Entry(key, place, value));
        }
    }

    private static void lists(List<Node.Entry> tools, String key, List<Node> items) {
        if (!items.isEmpty()) {
            Place place = items.getFirst().place();
            tools.add(new Node.Entry(key, place, new Node.Sequence(place, items)));
        }
    }

    /** Items of a list, or of a text with commas. */
    static Stream<Node.Scalar> words(Node node) {
        return switch (node) {
            case Node.Sequence sequence -> sequence.items().stream().flatMap(MarkdownAgent::words);
            case Node.Scalar scalar ->
                Arrays.stream(scalar.text().split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .map(word -> new Node.Scalar(scalar.place(), word, Node.Kind.TEXT));
            case Node.Mapping _ -> Stream.empty();
        };
    }
}
