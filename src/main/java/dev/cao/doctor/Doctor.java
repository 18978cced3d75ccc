package dev.cao.doctor;

import dev.cao.run.Runs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Examines the machine. Starts no agent and asks no network. Nothing stays but the versions of agent CLIs, which cao keeps
 * below its own folder so as to ask each only once.
 */
public final class Doctor {
    private final Patient patient;
    private final Runs runs;
    private final Instant now;

    public Doctor(Patient patient, Runs runs, Instant now) {
        this.patient = patient;
        this.runs = runs;
        this.now = now;
    }

    /** Looks at everything; the findings are in the order in which people should read them. */
    public List<Finding> examine() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new TmuxExamination(patient).findings());
        findings.addAll(new MachineExamination(patient).findings());
        findings.addAll(new AgentExamination(patient).findings());
        findings.addAll(new AwsExamination(patient).findings());
        findings.addAll(new RunsExamination(runs, now).findings());
        return findings;
    }
}
