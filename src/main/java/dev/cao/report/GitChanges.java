package dev.cao.report;

import dev.cao.io.Json;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Subprocess;
import dev.cao.run.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which files changed in the run's working directory, as git sees it. What was there at the start is kept in the run's
 * folder, so that a file which somebody had changed before is not laid at the team's door. git only reads: no lock, no
 * hook, no file monitor.
 */
public final class GitChanges {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 500;
    private static final long COUNTED = 1024 * 1024;

    private final RunDirectory directory;
    private final Path work;

    public GitChanges(RunDirectory directory, Path work) {
        this.directory = directory;
        this.work = work;
    }

    /**
     * A file that is not as it was.
     *
     * @param added lines, empty for a binary file
     * @param before whether it had been changed, against the last commit, when the run began
     */
    record Change(String file, Optional<Long> added, Optional<Long> removed, boolean before) {}

    /** Notes how the directory is now. Does nothing where there is no git, or no repository with a commit. */
    public void begin() throws InterruptedException {
        if (Files.exists(start())) {
            return; // the run was resumed
        }
        Optional<String> head = git("rev-parse", "--verify", "-q", "HEAD").map(String::strip);
        if (head.isPresent()) {
            var note = Json.object().put("head", head.get());
            var dirty = note.putArray("dirty");
            dirty().forEach(dirty::add);
            try {
                PrivateFiles.writeNew(start(), Json.line(note) + "\n", false);
            } catch (IOException _) {
                // The report then has no list of files; the run goes on.
                return;
            }
        }
    }

    private Path start() {
        return directory.root().resolve("git-start.json");
    }

    /** Returns what changed since {@link #begin}; empty when that is not known. */
    Optional<List<Change>> sinceBegin() throws InterruptedException {
        String head;
        TreeSet<String> before = new TreeSet<>();
        try {
            var note = Json.parseObject(Files.readString(start()));
            head = note.path("head").asText();
            note.path("dirty").forEach(file -> before.add(file.asText()));
        } catch (IOException | Json.NotJsonException _) {
            return Optional.empty();
        }
        Optional<String> numbers = git("diff", "--numstat", "-z", "--no-renames", "--no-ext-diff", "--relative", head);
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Change> changes = new LinkedHashMap<>();
        for (String line : numbers.get().split("\0")) {
            String[] parts = line.split("\t", 3);
            if (parts.length == 3) {
                changes.put(
                        parts[2], new Change(parts[2], number(parts[0]), number(parts[1]), before.contains(parts[2])));
            }
        }
        for (String file : untracked()) {
            changes.putIfAbsent(file, new Change(file, lines(file), Optional.of(0L), before.contains(file)));
        }
        return Optional.of(changes.values().stream().limit(MOST).toList());
    }

    private List<String> dirty() throws InterruptedException {
        List<String> files = new ArrayList<>(split(git("diff", "--name-only", "-z", "--relative", "HEAD")));
        files.addAll(untracked());
        return files;
    }

    private List<String> untracked() throws InterruptedException {
        return split(git("ls-files", "--others", "--exclude-standard", "-z"));
    }

    private static List<String> split(Optional<String> names) {
        return names.stream()
                .flatMap(all -> Arrays.stream(all.split("\0")))
                .filter(name -> !name.isEmpty())
                .limit(10L * MOST)
                .toList();
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,15}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private Optional<Long> lines(String file) {
        try {
            Path path = work.resolve(file);
            if (Files.size(path) > COUNTED) {
                return Optional.empty();
            }
            String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
            return text.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(text.lines().count());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Optional<String> git(String... arguments) throws InterruptedException {
        List<String> argv = new ArrayList<>(
                List.of("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotepath=off"));
        argv.addAll(List.of(arguments));
        try {
            Subprocess.Result said = Subprocess.run(argv, work, Map.of("LC_ALL", "C"), "", PATIENCE);
            return said.ok() ? Optional.of(said.out()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // no git here
        }
    }
}
