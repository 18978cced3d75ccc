package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.report.Ending;
import dev.cao.report.GitChanges;
import dev.cao.report.HtmlReport;
import dev.cao.report.RunRecord;
import dev.cao.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** The page that each run leaves in its folder, unless {@code CAO_REPORT=off}. That it fails changes no exit code. */
final class PageAtEnd {
    private final Output output;
    private final boolean wanted;

    PageAtEnd(Output output, Map<String, String> environment) {
        this.output = output;
        this.wanted = !environment.getOrDefault("CAO_REPORT", "").equals("off");
    }

    /** Notes how the working directory is before anybody works in it. Returns at once. */
    void begin(RunDirectory directory, Path work) {
        if (wanted) {
            GitChanges changes = new GitChanges(directory, work);
            // Beside the start: workers need longer than git to have changed anything.
            Thread.ofVirtual().name("git-start").start(() -> {
                try {
                    changes.begin();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    boolean isWanted() {
        return wanted;
    }

    /** Writes the page of a run that is over, and says where it is. */
    void write(RunRecord run, Reporting.Subject subject, Ending ending) throws InterruptedException {
        if (!wanted) {
            return;
        }
        RunDirectory directory = subject.directory();
        try {
            subject.redaction().refresh();
            String page = HtmlReport.of(
                    run,
                    ending,
                    subject.transcripts(),
                    new GitChanges(directory, run.workingDirectory()),
                    subject.redaction(),
                    Instant.now());
            Files.writeString(directory.report(), page);
            output.note("the whole run as a page: " + directory.report());
        } catch (IOException | CaoException e) {
            output.note("the report %s is not written: %s".formatted(directory.report(), e.getMessage()));
        }
    }
}
