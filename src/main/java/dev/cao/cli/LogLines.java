package dev.cao.cli;

import dev.cao.domain.Address;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.io.StandardStream;
import dev.cao.report.EventLines;
import dev.cao.run.Narration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Prints journal entries, all or those about one worker. For one thread, in the journal's order. */
final class LogLines {
    private final Output output;
    private final Optional<String> worker;
    private final boolean json;
    private final Progress progress;
    private final Set<String> itsTasks = new HashSet<>();

    /** @param worker the one that is asked for; empty for all */
    LogLines(Output output, Optional<String> worker, boolean json) {
        this.output = output;
        this.worker = worker;
        this.json = json;
        this.progress = new Progress(StandardStream.OUTPUT.isTerminal(), output::result);
    }

    void print(JournalEntry entry) {
        Optional<String> line = json ? Optional.of(EventLines.of(entry)) : progress.line(entry);
        if (worker.isEmpty() || concerns(entry, worker.get())) {
            line.ifPresent(output::print);
        }
    }

    private boolean concerns(JournalEntry entry, String name) {
        return switch (entry.event()) {
            case RunEvent.OfWorker event -> event.worker().value().equals(name);
            case RunEvent.OfTask event -> concernsTask(event, name);
            case RunEvent.MessageRecorded message -> isTo(message.to(), name) || isTo(message.from(), name);
            case RunEvent.OfMessage _,
                    RunEvent.OfCall _,
                    RunEvent.OfRun _,
                    RunEvent.OfQuestion _,
                    RunEvent.OfSupervisor _ ->
                Narration.of(entry).filter(line -> line.subject().equals(name)).isPresent();
        };
    }

    private boolean concernsTask(RunEvent.OfTask event, String name) {
        String task = event.task().value();
        boolean its = switch (event) {
            case RunEvent.TaskCreated created -> created.to().value().equals(name);
            case RunEvent.TaskSent sent -> sent.worker().value().equals(name);
            case RunEvent.OfTask _ -> itsTasks.contains(task);
        };
        if (its) {
            itsTasks.add(task);
        }
        return its;
    }

    private static boolean isTo(Address address, String name) {
        return address.toString().equals(name);
    }
}
