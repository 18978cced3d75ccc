package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.doctor.Doctor;
import dev.cao.doctor.Finding;
import dev.cao.doctor.Patient;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.profile.LoadedProfile;
import dev.cao.profile.PriceList;
import dev.cao.profile.SupervisorProfile;
import dev.cao.profile.TeamProfile;
import dev.cao.report.Herald;
import dev.cao.run.Machine;
import dev.cao.run.Providers;
import dev.cao.run.Supervisors;
import dev.cao.supervisor.Models;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what keeps runs from working on this machine, and what to do. */
@Command(
        name = "doctor",
        description = "Examine this machine: tmux, Java, terminal, disk, agent CLIs, logins, what old runs left.",
        footer = {
            "",
            "Starts no agent, and asks no network without --ask. Exit codes: 0, also with warnings; 2 if no",
            "run could start here, or not the profile's.",
            "",
            "Examples:",
            "  cao doctor",
            "  cao doctor --profile team.yaml",
            "  cao doctor --profile team.yaml --ask       also: may this identity use the model?",
            "  cao doctor --json"
        })
final class DoctorCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "FILE",
            description = "Tell whether this team could run here, and with what.")
    private Optional<Path> profile;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A value for the profile's templates, as for launch.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--ask",
            description = "With --profile: ask the supervisor's model one word, which costs about a cent.")
    private boolean ask;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    DoctorCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws InterruptedException {
        Places places = wiring.places();
        Patient patient = new Patient(wiring.environment(), wiring.properties(), places.state(), places.runtime());
        List<Finding> findings =
                new ArrayList<>(new Doctor(patient, wiring.runs(), wiring.time().now()).examine());
        profile.ifPresent(file -> findings.addAll(team(places.profile(file))));
        boolean healthy = findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM);
        if (json) {
            ObjectNode document = Json.object().put("healthy", healthy);
            ArrayNode list = document.putArray("findings");
            findings.forEach(finding -> list.add(finding.toJson()));
            output.print(document.toPrettyString());
        } else {
            findings.forEach(this::show);
            output.print(healthy ? "Runs can be started here." : "As it is, this cannot run: see above.");
        }
        return (healthy ? ExitStatus.DONE : ExitStatus.USAGE).code();
    }

    /** What launch would decide, or refuse. */
    private List<Finding> team(Path file) {
        try {
            LoadedProfile loaded = wiring.profiles().read(file, variables);
            TeamProfile team = loaded.team();
            Path directory =
                    team.directory().orElse(Path.of("")).toAbsolutePath().normalize();
            List<Finding> findings = new ArrayList<>();
            loaded.notes().forEach(note -> findings.add(finding(Finding.Level.NOTE, note.toString(), "")));
            Machine machine = wiring.machine(Map.of());
            List<Providers.Chosen> chosen =
                    Providers.choose(team, Optional.empty(), directory, machine::workerEnvironment);
            for (Providers.Chosen choice : chosen) {
                findings.add(finding(
                        Finding.Level.OK,
                        "worker %s: %s, %s"
                                .formatted(
                                        choice.worker().name(),
                                        choice.provider().name(),
                                        choice.because()),
                        ""));
            }
            Supervisors.Chosen supervisor = Supervisors.choose(team, directory, machine);
            findings.add(finding(
                    Finding.Level.OK,
                    "supervisor: %s, %s".formatted(supervisor.profile().provider(), supervisor.because()),
                    ""));
            supervisor.model().ifPresent(model -> findings.add(asked(supervisor.profile(), model)));
            Herald.check(team.hooks(), wiring.environment());
            Preparation.checkLimits(team.limits(), supervisor, supervisor.with(chosen), new PriceList(team.prices()));
            return findings;
        } catch (CaoException e) {
            return List.of(finding(Finding.Level.PROBLEM, e.what(), e.advice()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private Finding asked(SupervisorProfile profile, String model) {
        if (!ask) {
            return finding(
                    Finding.Level.NOTE,
                    "whether %s answers was not asked: that needs the network, and costs about a cent".formatted(model),
                    "Add --ask to ask it.");
        }
        try {
            return Models.trial(profile, wiring.environment())
                    .map(why -> finding(Finding.Level.PROBLEM, "%s does not answer: %s".formatted(model, why), ""))
                    .orElseGet(() -> finding(Finding.Level.OK, model + " answers", ""));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return finding(Finding.Level.PROBLEM, "interrupted while %s was asked".formatted(model), "");
        }
    }

    private static Finding finding(Finding.Level level, String what, String advice) {
        return new Finding("profile", level, what, advice);
    }

    private void show(Finding finding) {
        String mark = switch (finding.level()) {
            case OK -> output.result(Output.Style.GREEN, "ok     ");
            case NOTE -> output.result(Output.Style.DIM, "note   ");
            case WARNING -> output.result(Output.Style.YELLOW, "warning");
            case PROBLEM -> output.result(Output.Style.RED, "PROBLEM");
        };
        output.print("%s  %-12s %s".formatted(mark, finding.area(), finding.what()));
        finding.advice().lines().forEach(line -> output.print("                        " + line));
    }
}
