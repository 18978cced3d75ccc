package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunState;
import dev.cao.io.Reasons;
import dev.cao.profile.TeamProfileJson;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The runs of this user on this machine, as their journals tell. Safe for many threads and processes. */
public final class Runs {
    private static final String NOTHING_STARTED =
            "Nothing was started. Free some space, make the folder writable, or point CAO_HOME to another one.";

    private static final int SUFFIXES = 36 * 36 * 36;

    private final Path stateHome;
    private final SecureRandom random = new SecureRandom();

    public Runs(Path stateHome) {
        this.stateHome = stateHome;
    }

    /**
     * A run and how it stands.
     *
     * @param alive whether its orchestrator lives
     */
    public record Known(RunDirectory directory, RunState state, boolean alive) {
        public RunId run() {
            return directory.run();
        }
    }

    public RunDirectory directory(RunId run) {
        return RunDirectory.of(stateHome, run);
    }

    /** Returns an id that no run of this user has: the name and three characters, {@code modernize-7f3}. */
    public RunId freshId(String name) {
        String base =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String stem = base.isEmpty() ? "run" : base.substring(0, Math.min(base.length(), 40));
        while (true) {
            String suffix = Integer.toString(random.nextInt(SUFFIXES), 36);
            RunId id = new RunId(stem + "-" + "0".repeat(3 - suffix.length()) + suffix);
            if (!Files.exists(directory(id).root())) {
                return id;
            }
        }
    }

    /**
     * Makes the run's folder and journal; from then on it exists, although nothing of it lives yet.
     *
     * @throws CaoException USAGE, if that is not possible; nothing of the run is left then
     */
    public RunDirectory create(RunPlan plan, String caoVersion, Instant now) {
        RunDirectory directory = directory(plan.run());
        RunDirectory unborn = directory.unborn();
        try {
            unborn.create();
            record(plan, caoVersion, now, unborn);
            // A launch that is killed until here has left no run, instead of one without a first event.
            Files.move(unborn.root(), directory.root(), StandardCopyOption.ATOMIC_MOVE);
            return directory;
        } catch (IOException e) {
            unborn.remove();
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot make the run's folder %s: %s".formatted(directory.root(), Reasons.of(e)),
                    NOTHING_STARTED,
                    e);
        } catch (CaoException e) {
            unborn.remove();
            throw new CaoException(ExitStatus.USAGE, e.what(), NOTHING_STARTED, e);
        }
    }

    /** Returns the folders of launches that were killed before they were runs, and that no launch is making now. */
    public List<Path> unborn(Instant before) {
        try (Stream<Path> folders = Files.list(stateHome.resolve("runs"))) {
            return folders.filter(folder -> folder.toFile().getName().startsWith(RunDirectory.UNBORN))
                    .filter(folder -> folder.toFile().lastModified() < before.toEpochMilli())
                    .sorted()
                    .toList();
        } catch (IOException _) {
            // No run was ever made here.
            return List.of();
        }
    }

    private static void record(RunPlan plan, String caoVersion, Instant now, RunDirectory directory) {
        Map<String, String> options = new HashMap<>();
        options.put("keep", Boolean.toString(plan.options().keep()));
        options.put("unattended", Boolean.toString(plan.options().unattended()));
        plan.options().provider().ifPresent(provider -> options.put("provider", provider));
        plan.options().timeout().ifPresent(seconds -> options.put("timeout", Long.toString(seconds)));
        plan.variables().forEach((name, value) -> options.put("set." + name, value));
        try (SqliteJournal journal = SqliteJournal.open(directory.journal())) {
            List<JournalEntry> _ = journal.append(
                    now,
                    List.of(new RunEvent.RunCreated(
                            plan.run(),
                            plan.name(),
                            plan.goal(),
                            plan.directory().toString(),
                            TeamProfileJson.write(plan.team()),
                            options,
                            caoVersion)));
        }
    }

    /** Returns what was to be run, from the first event of its journal. */
    static RunPlan planOf(RunEvent.RunCreated created) {
        Map<String, String> options = created.options();
        Map<String, String> variables = new HashMap<>();
        options.forEach((name, value) -> {
            if (name.startsWith("set.")) {
                variables.put(name.substring("set.".length()), value);
            }
        });
        return new RunPlan(
                created.run(),
                created.name(),
                TeamProfileJson.read(created.profile()),
                Path.of(created.directory()),
                variables,
                new RunPlan.Options(
                        Boolean.parseBoolean(options.get("keep")),
                        Boolean.parseBoolean(options.get("unattended")),
                        Optional.ofNullable(options.get("provider")),
                        Optional.ofNullable(options.get("timeout")).map(Long::valueOf)));
    }

    /**
     * Reads one run.
     *
     * @throws CaoException NOT_FOUND, if there is none of that name
     */
    public Known find(RunId run) {
        return read(existing(run));
    }

    /**
     * Returns where a run is, without reading its journal.
     *
     * @throws CaoException NOT_FOUND, if there is none of that name
     */
    public RunDirectory existing(RunId run) {
        RunDirectory directory = directory(run);
        if (!Files.exists(directory.journal())) {
            List<String> near = ids().stream().map(RunId::value).limit(8).toList();
            throw new CaoException(
                    ExitStatus.NOT_FOUND,
                    "there is no run '%s'".formatted(run),
                    near.isEmpty() ? "There are no runs yet." : "Runs here: " + String.join(", ", near));
        }
        return directory;
    }

    private static Known read(RunDirectory directory) {
        RunState state = new RunState();
        try (SqliteJournal journal = SqliteJournal.openReadOnly(directory.journal())) {
            journal.forEachAfter(0, state::apply);
        }
        return new Known(directory, state, RunLock.isHeld(directory.lock()));
    }

    /** Returns the runs whose orchestrator lives, newest first. */
    public List<Known> alive() {
        return list(directory -> RunLock.isHeld(directory.lock())).runs();
    }

    /** Returns all runs whose journal can be read, newest first. */
    public List<Known> all() {
        return list().runs();
    }

    /** Runs of this machine. One damaged journal must not hide the others. */
    public record Listing(List<Known> runs, List<Unreadable> unreadable) {}

    /** A run whose journal cannot be read, and why. */
    public record Unreadable(RunId run, CaoException why) {}

    /** Returns the runs, newest first, and those that cannot be read. */
    public Listing list() {
        return list(_ -> true);
    }

    private Listing list(Predicate<RunDirectory> wanted) {
        List<Known> runs = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (RunId id : ids()) {
            if (Files.exists(directory(id).journal()) && wanted.test(directory(id))) {
                try {
                    runs.add(complete(read(directory(id))));
                } catch (CaoException e) {
                    unreadable.add(new Unreadable(id, e));
                }
            }
        }
        runs.sort(
                Comparator.comparing((Known known) -> known.state().startedAt()).reversed());
        return new Listing(List.copyOf(runs), List.copyOf(unreadable));
    }

    private static Known complete(Known known) {
        if (known.state().created().isEmpty()) {
            throw new CaoException(
                    ExitStatus.LOST,
                    "its journal %s is empty or damaged"
                            .formatted(known.directory().journal()),
                    "");
        }
        return known;
    }

    /** Returns the names of all runs, those that did something last first. Reads no journal. */
    public List<RunId> names() {
        return ids().stream()
                .filter(id -> Files.exists(directory(id).journal()))
                .sorted(Comparator.comparingLong(
                                (RunId id) -> directory(id).journal().toFile().lastModified())
                        .reversed())
                .toList();
    }

    private List<RunId> ids() {
        try (Stream<Path> folders = Files.list(stateHome.resolve("runs"))) {
            List<RunId> ids = new ArrayList<>();
            folders.forEach(folder -> {
                Path name = folder.getFileName();
                if (name != null && RunId.isValid(name.toString())) {
                    ids.add(new RunId(name.toString()));
                }
            });
            return ids;
        } catch (java.nio.file.NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot list the runs in %s: %s".formatted(stateHome.resolve("runs"), Reasons.of(e)),
                    "Make the folder readable, or point CAO_HOME to another one.",
                    e);
        }
    }
}
