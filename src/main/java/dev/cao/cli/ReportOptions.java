package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which reports of a run are asked for. Filled by picocli. */
final class ReportOptions {
    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write JUnit XML: a case for each task, each check, and the run.")
    private Optional<Path> junit;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Write every event as a JSON line, as it happens; - is standard output.")
    private Optional<Path> events;

    @Option(names = "--summary", paramLabel = "FILE", description = "Write a Markdown page.")
    private Optional<Path> summary;

    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            description = "Write all of these, the answers and what the workers did into a folder.")
    private Optional<Path> artifacts;

    Optional<Path> junit() {
        return junit;
    }

    Optional<Path> events() {
        return events;
    }

    Optional<Path> summary() {
        return summary;
    }

    Optional<Path> artifacts() {
        return artifacts;
    }

    boolean any() {
        return junit.isPresent() || events.isPresent() || summary.isPresent() || artifacts.isPresent();
    }

    /** @throws CaoException USAGE, if a report is asked for: a start that returns has none */
    void refuseDetached() {
        if (any()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "--detach returns before there is anything to report",
                    "Wait with 'cao wait RUN', then write the reports with 'cao report RUN' and the same options.");
        }
    }

    boolean eventsToOutput() {
        return events.filter(file -> file.toString().equals("-")).isPresent();
    }
}
