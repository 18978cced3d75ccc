package dev.cao.doctor;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.AgentProvider.Availability;
import dev.cao.agent.Capabilities;
import dev.cao.agent.Login;
import dev.cao.provider.AgentProviders;
import java.util.ArrayList;
import java.util.List;

/** Each agent CLI: found, its version against the tested one, logged in as far as can be told, and what it cannot do. */
final class AgentExamination {
    private final Patient patient;

    AgentExamination(Patient patient) {
        this.patient = patient;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        boolean any = false;
        for (AgentProvider provider : AgentProviders.agentClis()) {
            switch (provider.installed(patient.environment())) {
                case Availability.Available(String note) -> {
                    any = true;
                    findings.add(Finding.ok(provider.name(), note));
                    findings.add(login(provider));
                    findings.addAll(limits(provider));
                }
                case Availability.Missing missing ->
                    findings.add(Finding.note(provider.name(), missing.why(), missing.advice()));
            }
        }
        if (!any) {
            findings.add(Finding.warning(
                    "agents",
                    "no agent CLI is installed; teams of 'command' workers work all the same",
                    "Install one of them, or try: cao launch --profile examples/modernize.yaml"));
        }
        return findings;
    }

    private Finding login(AgentProvider provider) {
        return switch (provider.login(patient.environment())) {
            case Login.Found(String fact) -> Finding.ok(provider.name(), "logged in, it seems: " + fact);
            case Login.Missing(String fact, String advice) -> Finding.warning(provider.name(), fact, advice);
            case Login.Unknown _ ->
                Finding.note(provider.name(), "whether it is logged in cannot be told without starting it", "");
        };
    }

    private static List<Finding> limits(AgentProvider provider) {
        Capabilities capabilities = provider.capabilities();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.note(
                provider.name(),
                "tested with %s (%s)"
                        .formatted(
                                capabilities.testedWith(),
                                capabilities.verification().meaning()),
                ""));
        capabilities
                .cannot()
                .forEach((which, cannot) -> findings.add(Finding.note(
                        provider.name(), "does not hold: %s".formatted(which.meaning()), cannot.reason())));
        return findings;
    }
}
