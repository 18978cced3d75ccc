package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.profile.WorkerProfile;
import dev.cao.run.Providers;
import dev.cao.run.Supervisors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;

/**
 * Stands before everything that can spend money or change files: shows who would work, with what and where, and asks
 * once.
 */
final class Gate {
    private static final Set<String> READ_ONLY_ROLES = Set.of("reviewer", "reader");

    private final Output output;
    private final boolean yes;

    /** @param yes the answer was given beforehand */
    Gate(Output output, boolean yes) {
        this.output = output;
        this.yes = yes;
    }

    /**
     * Shows the table, and asks if anything in it is not free.
     *
     * @throws CaoException USAGE, if the answer is no, or nobody can be asked
     */
    void pass(Supervisors.Chosen supervisor, List<Providers.Chosen> chosen, Path directory) {
        table(chosen, directory).lines().forEach(output::progress);
        supervisor
                .model()
                .ifPresent(model -> output.progress("supervisor: %s (%s), asked until the run ends"
                        .formatted(supervisor.profile().provider(), model)));
        shared(chosen, directory).forEach(output::note);
        boolean asks = supervisor.model().isPresent();
        boolean free =
                !asks && chosen.stream().noneMatch(choice -> choice.provider().isAgentCli());
        if (free || yes) {
            return;
        }
        if (!output.canAsk()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "this team can spend money and change files, and there is no terminal to ask at",
                    "Start again with --yes if that is what you want; nothing was started.");
        }
        output.ask("This team can spend money and change files. Start it? [y/N] ");
        Scanner answers = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
        String answer = answers.hasNextLine() ? answers.nextLine().strip().toLowerCase(Locale.ROOT) : "";
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new CaoException(ExitStatus.USAGE, "nothing was started", "");
        }
    }

    static Table table(List<Providers.Chosen> chosen, Path directory) {
        Table table = new Table().row("WORKER", "PROVIDER", "MODEL", "RIGHTS", "WORKS IN", "NOTE");
        for (Providers.Chosen choice : chosen) {
            WorkerProfile worker = choice.worker();
            String name = worker.name() + (worker.parallel() > 1 ? " ×" + worker.parallel() : "");
            table.row(
                    name,
                    choice.provider().name(),
                    worker.model().orElse("-"),
                    rights(choice),
                    folder(worker, directory).toString(),
                    choice.because());
        }
        return table;
    }

    private static String rights(Providers.Chosen choice) {
        WorkerProfile worker = choice.worker();
        if (!choice.provider().isAgentCli()) {
            return "its program's";
        }
        List<String> rights = new ArrayList<>();
        rights.add(worker.role().orElse("edits"));
        if (!worker.tools().allow().isEmpty()) {
            rights.add("may " + String.join(" ", worker.tools().allow()));
        }
        if (!worker.tools().deny().isEmpty()) {
            rights.add("not " + String.join(" ", worker.tools().deny()));
        }
        return String.join(", ", rights);
    }

    private static Path folder(WorkerProfile worker, Path directory) {
        return worker.workdir().map(directory::resolve).orElse(directory).normalize();
    }

    /** Two that may edit one folder can undo each other's work when they run at once. */
    static List<String> shared(List<Providers.Chosen> chosen, Path directory) {
        List<WorkerProfile> editors = chosen.stream()
                .filter(choice -> choice.provider().isAgentCli())
                .map(Providers.Chosen::worker)
                .filter(worker ->
                        worker.role().filter(READ_ONLY_ROLES::contains).isEmpty())
                .toList();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < editors.size(); i++) {
            WorkerProfile one = editors.get(i);
            if (one.parallel() > 1) {
                warnings.add("the %d sessions of %s may edit %s at the same time"
                        .formatted(one.parallel(), one.name(), folder(one, directory)));
            }
            for (WorkerProfile other : editors.subList(i + 1, editors.size())) {
                if (folder(one, directory).equals(folder(other, directory))) {
                    warnings.add(
                            "%s and %s may edit %s at the same time; give them a 'workdir' of their own, or hand off one after the other"
                                    .formatted(one.name(), other.name(), folder(one, directory)));
                }
            }
        }
        return warnings;
    }
}
