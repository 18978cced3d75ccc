package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.io.Reasons;
import dev.cao.report.Annotations;
import dev.cao.report.Artifacts;
import dev.cao.report.Ending;
import dev.cao.report.JUnitReport;
import dev.cao.report.MarkdownSummary;
import dev.cao.report.Redaction;
import dev.cao.report.ReportFile;
import dev.cao.report.RunRecord;
import dev.cao.report.Transcripts;
import dev.cao.run.Orchestrator;
import dev.cao.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the reports of a run: events as they happen, all others at its end, whatever end that is. The reports are
 * written once, by the first thread that calls {@link #finish}; its monitor guards that.
 */
final class Reporting {
    /** Whoever takes no event for that long while the run's end waits for it is stuck. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Output output;
    private final GitHub gitHub;
    private final PageAtEnd page;
    private final Optional<ReportFile> junit;
    private final Optional<ReportFile> summary;
    private final Optional<Artifacts> artifacts;
    private final Optional<EventStream> events;
    private final Map<String, String> environment;
    private Optional<Telling> telling = Optional.empty();
    private Optional<Thread> follower = Optional.empty();
    private volatile long seen;
    private boolean finished;
    private boolean complete = true;

    /**
     * Makes sure that every report can be written.
     *
     * @throws CaoException USAGE, if one cannot
     */
    Reporting(ReportOptions options, Output output, Map<String, String> environment) {
        this.output = output;
        this.environment = environment;
        this.gitHub = new GitHub(output, environment);
        this.page = new PageAtEnd(output, environment);
        this.junit = options.junit().map(file -> ReportFile.prepare("--junit", file));
        this.summary = options.summary().map(file -> ReportFile.prepare("--summary", file));
        this.artifacts = options.artifacts().map(Artifacts::prepare);
        Optional<Path> file = options.events()
                .filter(_ -> !options.eventsToOutput())
                .map(named -> ReportFile.prepare("--events", named).path());
        this.events = options.events().map(_ -> new EventStream(output, file));
    }

    /** A run whose reports are to be written. */
    record Subject(RunDirectory directory, Redaction redaction, Transcripts transcripts) {}

    /**
     * Begins with a run that is about to start, or to go on.
     *
     * @param past how it stands; nobody else uses it any more
     */
    Subject begin(RunDirectory directory, RunState past, List<Map<String, String>> workerEnvironment) {
        gitHub.stopCommands();
        past.created().ifPresent(created -> page.begin(directory, Path.of(created.directory())));
        return new Subject(directory, new Redaction(directory, workerEnvironment), new Transcripts(directory, past));
    }

    /**
     * Follows the run on a thread of its own, so that a slow reader of the events holds nothing up. Only events are told
     * from the first one on.
     */
    synchronized void follow(Orchestrator orchestrator, Subject subject) {
        telling = Telling.of(orchestrator, subject, environment, output);
        long from = events.isPresent() ? 0 : orchestrator.replayed();
        follower = Optional.of(orchestrator.follow(from, entry -> see(entry, subject)));
    }

    private void see(JournalEntry entry, Subject subject) {
        if (entry.event() instanceof RunEvent.WorkerStarted) {
            subject.redaction().refresh();
        }
        subject.transcripts().see(entry);
        telling.ifPresent(hooks -> hooks.see(entry));
        events.ifPresent(stream -> stream.write(entry, subject.redaction()));
        seen = entry.seq();
    }

    /** Writes the events of a run that is over. */
    void replay(RunRecord run, Redaction redaction) {
        events.ifPresent(stream -> run.journal().forEach(entry -> stream.write(entry, redaction)));
    }

    /**
     * Writes all reports. A failure is told; the others are written all the same.
     *
     * @return whether everything that was asked for is written
     */
    synchronized boolean finish(Subject subject, Ending ending) throws InterruptedException {
        if (finished) {
            return complete;
        }
        finished = true;
        if (follower.isPresent() && !drained(follower.get())) {
            complete = false;
            output.note("--events: its reader is too slow; the last events are missing");
        }
        events.ifPresent(EventStream::close);
        complete &= events.filter(EventStream::failed).isEmpty();
        boolean wantsPage = follower.isPresent() && page.isWanted();
        boolean wantsReports = junit.isPresent() || summary.isPresent() || artifacts.isPresent() || gitHub.listens();
        if (wantsPage || wantsReports) {
            write(wantsPage, wantsReports, subject, ending);
        }
        if (follower.isPresent() && telling.isPresent()) {
            telling.get().end(ending);
        }
        return complete;
    }

    /** Waits for as long as events are taken; of a long journal there can be many left. */
    private boolean drained(Thread reader) throws InterruptedException {
        long before = -1;
        while (!reader.join(DRAIN)) {
            if (seen == before) {
                return false;
            }
            before = seen;
        }
        return true;
    }

    /** As {@link #finish}, without waiting for events that may still come. */
    synchronized boolean finishAtOnce(Subject subject, Ending ending) throws InterruptedException {
        follower = Optional.empty();
        return finish(subject, ending);
    }

    private void write(boolean wantsPage, boolean wantsReports, Subject subject, Ending ending)
            throws InterruptedException {
        try {
            RunRecord run = RunRecord.read(subject.directory());
            if (wantsPage) {
                page.write(run, subject, ending);
            }
            if (wantsReports) {
                write(run, subject, ending);
            }
        } catch (CaoException e) {
            complete &= !wantsReports;
            output.note("the reports cannot be written: " + e.what());
            gitHub.annotate(List.of());
        }
    }

    private void write(RunRecord run, Subject subject, Ending ending) {
        Redaction redaction = subject.redaction();
        redaction.refresh();
        String xml = redaction.of(JUnitReport.of(run, ending, subject.transcripts()));
        String page = redaction.of(MarkdownSummary.of(run, ending, subject.transcripts()));
        junit.ifPresent(file -> attempt("--junit", file.path(), () -> file.write(xml)));
        summary.ifPresent(file -> attempt("--summary", file.path(), () -> file.write(page)));
        artifacts.ifPresent(
                folder -> attempt("--artifacts", folder.folder(), () -> folder.write(run, xml, page, redaction)));
        gitHub.summarize(page);
        gitHub.annotate(Annotations.of(run, ending).stream().map(redaction::of).toList());
    }

    /** Something that writes. */
    private interface Writing {
        void write() throws IOException;
    }

    private void attempt(String option, Path place, Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            complete = false;
            output.note("%s: cannot write %s: %s".formatted(option, place, Reasons.of(e)));
        }
    }
}
