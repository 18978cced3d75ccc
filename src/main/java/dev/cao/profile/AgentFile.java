package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An agent profile as it was read, before any override.
 *
 * @param name of the agent: that of its file
 */
record AgentFile(String name, Source source, Fields fields) {
    /** Returns the agent; empty after a complaint. */
    static Optional<AgentFile> read(String name, Path file, ProviderNames providers, Problems problems) {
        Optional<Source> source = SourceFile.read(file, SourceFile.whole(file), problems);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        boolean markdown = file.toString().endsWith(".md");
        Optional<Node> root = markdown
                ? MarkdownAgent.read(source.get(), providers, problems)
                : TreeReader.read(source.get(), problems);
        return root.map(node -> {
            Fields fields = Fields.of(node, Keys.AGENT, problems);
            if (!markdown) {
                checkName(name, fields, problems);
            }
            return new AgentFile(name, source.get(), fields);
        });
    }

    /** A file is found by its name; another name inside would only mislead. */
    private static void checkName(String name, Fields fields, Problems problems) {
        fields.scalar("name", "a name").ifPresent(written -> {
            if (!written.text().equals(name)) {
                problems.add(
                        written.place(),
                        "found " + Quoted.of(written.text()) + ", but the file is called " + Quoted.of(name)
                                + "; give both the same name, or leave `name` out");
            }
        });
    }

    /** Tells whether a name may be searched for; it must not be able to leave the folders. */
    static boolean isName(String name) {
        return WorkerName.isValid(name) || name.matches("[A-Za-z0-9_][A-Za-z0-9_-]{0,63}");
    }
}
