package dev.cao.profile;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Paths written in a profile. They are relative to the folder of the file that holds them, or to the run's directory. */
final class RelativePaths {
    private RelativePaths() {}

    /** Returns any path as written; complains when the file system cannot have it. */
    static Optional<Path> any(Node.Scalar written, Problems problems) {
        if (written.text().startsWith("~")) {
            problems.add(written.place(), "`~` is not expanded; write the path out, or a relative one");
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(written.text()));
        } catch (InvalidPathException e) {
            problems.add(written.place(), "found " + written.found() + ", which cannot be a path");
            return Optional.empty();
        }
    }

    /** Returns a path that stays inside the run's directory; complains about others. */
    static Optional<Path> inside(Node.Scalar written, Problems problems) {
        Optional<Path> path = any(written, problems).map(Path::normalize);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (path.get().isAbsolute()
                || path.get().startsWith("..")
                || path.get().toString().isEmpty()) {
            problems.add(
                    written.place(),
                    "found " + written.found() + ", expected a file inside the run's directory, such as `plan.md`");
            return Optional.empty();
        }
        return path;
    }

    /** Returns the absolute path of a file named relative to the folder of the profile that names it; it must exist. */
    static Optional<Path> existing(Node.Scalar written, Problems problems) {
        Optional<Path> path = any(written, problems)
                .map(relative ->
                        written.place().source().folder().resolve(relative).normalize());
        if (path.isPresent() && !Files.isRegularFile(path.get())) {
            problems.add(
                    written.place(),
                    "no file " + path.get() + (Files.exists(path.get()) ? "" : Suggestion.sibling(path.get())));
            return Optional.empty();
        }
        return path;
    }

    /**
     * Returns the argv with its relative paths made absolute: the program if it holds a {@code /}, and arguments that
     * begin with {@code ./} or {@code ../}. A program given by path must exist and be executable.
     */
    static List<String> argv(List<Node.Scalar> written, Problems problems) {
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).text().indexOf('\0') >= 0) {
                problems.add(written.get(i).place(), "holds a NUL character, which no argument may");
                return List.of();
            }
        }
        if (!written.isEmpty() && written.getFirst().text().contains("/")) {
            Node.Scalar program = written.getFirst();
            existing(program, problems).ifPresent(path -> {
                if (!Files.isExecutable(path)) {
                    problems.add(program.place(), path + " is not executable; run `chmod +x " + path + "`");
                }
            });
        }
        return IntStream.range(0, written.size())
                .mapToObj(i -> argument(written.get(i), i == 0))
                .toList();
    }

    private static String argument(Node.Scalar written, boolean program) {
        String text = written.text();
        boolean relative = text.startsWith("./")
                || text.startsWith("../")
                || program && text.contains("/") && !text.startsWith("/");
        return relative
                ? written.place().source().folder().resolve(text).normalize().toString()
                : text;
    }
}
