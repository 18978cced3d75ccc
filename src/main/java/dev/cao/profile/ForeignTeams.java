package dev.cao.profile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes teams of other programs' files: upstream CAO's agents, Claude Code's subagents, CrewAI's crews. */
public final class ForeignTeams {
    private final ProfileReader reader;

    public ForeignTeams(ProfileReader reader) {
        this.reader = reader;
    }

    /**
     * Reads what is there.
     *
     * @param from Markdown files, or CrewAI's two; or a folder that has them (also in {@code .claude/agents},
     *     {@code config} or {@code agents})
     * @param name of the team
     * @param file of the team
     * @throws ProfileException with everything that is wrong, if nothing can be made of it
     */
    public TeamDraft read(List<Path> from, String name, String file) {
        Problems problems = new Problems();
        List<Path> files = new ArrayList<>();
        from.forEach(named -> files.addAll(Files.isDirectory(named) ? in(named) : List.of(named)));
        if (files.isEmpty()) {
            problems.add(
                    SourceFile.whole(from.getFirst()),
                    "has neither Markdown agents (*.md with front matter) nor CrewAI's agents.yaml");
            problems.throwIfAny();
        }
        if (files.stream().allMatch(path -> path.toString().endsWith(".md"))) {
            return new MarkdownTeam(reader, name, file).read(files);
        }
        return crew(files, name, file, problems);
    }

    private static TeamDraft crew(List<Path> files, String name, String file, Problems problems) {
        Optional<Node.Mapping> agents = Optional.empty();
        Optional<Node> tasks = Optional.empty();
        for (Path path : files) {
            Optional<Node> root = SourceFile.read(path, SourceFile.whole(path), problems)
                    .flatMap(source -> TreeReader.read(source, problems));
            if (root.isPresent() && CrewFiles.isAgents(root.get()) && root.get() instanceof Node.Mapping crew) {
                agents = Optional.of(crew);
            } else {
                tasks = root.or(() -> Optional.empty());
            }
        }
        if (agents.isEmpty()) {
            problems.add(
                    SourceFile.whole(files.getFirst()),
                    "is no file of CrewAI's agents: each has a `role`, a `goal` and a `backstory`");
        }
        problems.throwIfAny();
        TeamDraft draft = new CrewFiles(name, file, problems).read(agents.orElseThrow(), tasks);
        problems.throwIfAny();
        return draft;
    }

    private static List<Path> in(Path folder) {
        for (Path place :
                List.of(folder, folder.resolve("config"), folder.resolve(".claude/agents"), folder.resolve("agents"))) {
            List<Path> crew = Stream.of("agents.yaml", "tasks.yaml")
                    .map(place::resolve)
                    .filter(Files::isRegularFile)
                    .toList();
            if (!crew.isEmpty() && crew.getFirst().endsWith("agents.yaml")) {
                return crew;
            }
            List<Path> markdown = markdown(place);
            if (!markdown.isEmpty()) {
                return markdown;
            }
        }
        return List.of();
    }

    /** Folders of agents also hold read-me files: without front matter it is none. */
    private static List<Path> markdown(Path folder) {
        List<Path> agents = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return agents;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.md")) {
            for (Path path : files) {
                if (Files.isRegularFile(path) && startsWithFrontMatter(path)) {
                    agents.add(path);
                }
            }
        } catch (IOException _) {
            return List.of(); // that nothing was found is told
        }
        agents.sort(null);
        return agents;
    }

    private static boolean startsWithFrontMatter(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(3), java.nio.charset.StandardCharsets.ISO_8859_1).equals("---");
        }
    }
}
