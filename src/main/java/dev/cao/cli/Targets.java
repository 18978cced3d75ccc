package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunId;
import dev.cao.run.Roster;
import dev.cao.run.Runs;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the run and the worker that an argument means: {@code RUN}, {@code RUN/WORKER} or {@code WORKER}. */
final class Targets {
    private final Runs runs;
    private final Optional<String> ownRun;

    /** @param environment inside of a worker it names the run, which is meant where none is named */
    Targets(Runs runs, Map<String, String> environment) {
        this.runs = runs;
        this.ownRun = Optional.ofNullable(environment.get("CAO_RUN")).filter(RunId::isValid);
    }

    /** A worker session of a run. */
    record Worker(Runs.Known run, String name) {}

    /** A run, and perhaps one of its workers. */
    record Part(Runs.Known run, Optional<String> worker) {}

    /**
     * Returns the named run; without a name the only one that is live.
     *
     * @throws CaoException NOT_FOUND with the names that exist; USAGE if several are live
     */
    Runs.Known run(Optional<String> named) {
        return named.or(() -> ownRun).map(this::named).orElseGet(this::only);
    }

    /**
     * Returns the worker; {@code names} are accepted beside the team's.
     *
     * @throws CaoException NOT_FOUND with the names that exist
     */
    Worker worker(String text, Set<String> others) {
        int slash = text.indexOf('/');
        Runs.Known run = slash < 0 ? run(Optional.empty()) : named(text.substring(0, slash));
        String name = text.substring(slash + 1);
        Set<String> known = sessions(run);
        if (known.contains(name) || others.contains(name)) {
            return new Worker(run, name);
        }
        String meant = Names.nearest(name, known)
                .map("; did you mean '%s'?"::formatted)
                .orElse("");
        throw new CaoException(
                ExitStatus.NOT_FOUND,
                "there is no worker '%s' in run %s%s".formatted(name, run.run(), meant),
                "Its workers are: " + String.join(", ", known));
    }

    /** As {@link #part}, but without a name and without a live run it means the newest of all: to be read only. */
    Part partOrNewest(Optional<String> text) {
        if (text.isEmpty() && ownRun.isEmpty() && runs.alive().isEmpty()) {
            List<Runs.Known> all = runs.all();
            if (!all.isEmpty()) {
                return new Part(all.getFirst(), Optional.empty());
            }
        }
        return part(text);
    }

    /** Returns what a text means that may be a run, a worker or both. */
    Part part(Optional<String> text) {
        if (text.isEmpty()) {
            return new Part(run(text), Optional.empty());
        }
        String name = text.get();
        boolean isRun = exists(name);
        if (!name.contains("/") && (isRun || runs.alive().size() != 1)) {
            return new Part(named(name), Optional.empty());
        }
        Worker worker = worker(name, Set.of());
        return new Part(worker.run(), Optional.of(worker.name()));
    }

    /** Returns the names of a run's worker sessions, in the order of its team. */
    static Set<String> sessions(Runs.Known run) {
        return Roster.sessions(run.state());
    }

    private Runs.Known named(String text) {
        if (!exists(text)) {
            String meant = Names.nearest(text, ids())
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            throw new CaoException(
                    ExitStatus.NOT_FOUND, "there is no run '%s'%s".formatted(text, meant), listed("Runs here: "));
        }
        return runs.find(new RunId(text));
    }

    private boolean exists(String text) {
        return RunId.isValid(text)
                && Files.exists(runs.directory(new RunId(text)).journal());
    }

    private Runs.Known only() {
        List<Runs.Known> alive = runs.alive();
        if (alive.size() == 1) {
            return alive.getFirst();
        }
        if (alive.isEmpty()) {
            throw new CaoException(ExitStatus.NOT_FOUND, "no run is live", listed("Name one of: "));
        }
        List<String> names = alive.stream().map(run -> run.run().value()).toList();
        throw new CaoException(ExitStatus.USAGE, "several runs are live", "Name one of: " + String.join(", ", names));
    }

    private String listed(String before) {
        List<String> ids = new ArrayList<>(ids());
        int more = ids.size() - 8;
        return ids.isEmpty()
                ? "There are no runs yet; 'cao launch --profile FILE' starts one."
                : before
                        + String.join(", ", ids.subList(0, Math.min(8, ids.size())))
                        + (more > 0 ? " and %d more ('cao status --all')".formatted(more) : "");
    }

    private List<String> ids() {
        return runs.names().stream().map(RunId::value).toList();
    }
}
