package dev.cao.profile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where agents are found: the first folder that has one of that name wins, and in a folder {@code .yaml} before
 * {@code .yml} before {@code .md}.
 *
 * @param folders in order; those that do not exist are passed over
 * @param besides files that are no agents, such as the team profile itself
 */
record AgentSearch(List<Path> folders, List<Path> besides) {
    private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".md");

    AgentSearch {
        folders = distinct(folders);
        besides = besides.stream().map(AgentSearch::absolute).toList();
    }

    /** An agent's file, by its name. */
    record Found(String name, Path file) {}

    /** The folders of a team profile come first: {@code agents} beside it, then its own. */
    static AgentSearch beside(Path profile, List<Path> others) {
        Path parent = profile.getParent();
        List<Path> folders = new ArrayList<>();
        folders.add(parent == null ? Path.of("agents") : parent.resolve("agents"));
        folders.add(parent == null ? Path.of("") : parent);
        folders.addAll(others);
        return new AgentSearch(folders, List.of(profile));
    }

    Optional<Path> find(String name) {
        return folders.stream()
                .flatMap(folder -> EXTENSIONS.stream().map(extension -> folder.resolve(name + extension)))
                .filter(file -> Files.exists(file) && !besides.contains(absolute(file)))
                .findFirst();
    }

    /** Returns every agent's file, those that are shadowed included, in the order of the search. */
    List<Found> all() {
        List<Found> all = new ArrayList<>();
        for (Path folder : folders) {
            all.addAll(in(folder));
        }
        return all;
    }

    /** Folders that exist, but that cannot be searched. */
    List<Path> closed() {
        return folders.stream()
                .filter(folder -> Files.isDirectory(folder) && !Files.isExecutable(folder))
                .toList();
    }

    String describeFolders() {
        return folders.stream()
                .map(folder -> folder.toString().isEmpty() ? "." : folder.toString())
                .collect(Collectors.joining(", "));
    }

    private List<Found> in(Path folder) {
        List<Found> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                EXTENSIONS.stream()
                        .filter(name::endsWith)
                        .filter(extension -> !besides.contains(absolute(file)))
                        .forEach(extension ->
                                found.add(new Found(name.substring(0, name.length() - extension.length()), file)));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return found; // a folder that may not be listed can still be searched by name
        }
        found.sort(Comparator.comparing(Found::name).thenComparing(one -> EXTENSIONS.indexOf(extension(one.file()))));
        return found;
    }

    /** Returns the name that the agent in this file is found by. */
    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return EXTENSIONS.stream()
                .filter(name::endsWith)
                .map(extension -> name.substring(0, name.length() - extension.length()))
                .findFirst()
                .orElse(name);
    }

    private static String extension(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.'));
    }

    private static List<Path> distinct(List<Path> folders) {
        List<Path> seen = new ArrayList<>();
        List<Path> distinct = new ArrayList<>();
        for (Path folder : folders) {
            if (!seen.contains(absolute(folder))) {
                seen.add(absolute(folder));
                distinct.add(folder);
            }
        }
        return List.copyOf(distinct);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
