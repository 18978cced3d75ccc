package dev.cao.cli;

import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.io.DirectoryWatch;
import dev.cao.run.RunDirectory;
import dev.cao.run.Runs;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Reads a run's journal while the run goes on. For one thread. */
final class JournalReader implements AutoCloseable {
    private static final int PAGE = 500;

    private final RunDirectory directory;
    private final SqliteJournal journal;
    private long seq;

    JournalReader(RunDirectory directory) {
        this.directory = directory;
        this.journal = SqliteJournal.openReadOnly(directory.journal());
    }

    /** Hands on what was not read before; returns whether the run's last entry was among it. */
    boolean readNew(Consumer<JournalEntry> reader) {
        boolean over = false;
        List<JournalEntry> page = journal.readAfter(seq, PAGE);
        while (!page.isEmpty()) {
            page.forEach(reader);
            seq = page.getLast().seq();
            over = page.getLast().event() instanceof RunEvent.RunEnded;
            page = journal.readAfter(seq, PAGE);
        }
        return over;
    }

    /** Goes on until the run ends or its orchestrator is gone. Woken by the journal's file, so nothing is polled. */
    void follow(Consumer<JournalEntry> reader, Live live, Runs.Known run) throws IOException, InterruptedException {
        BlockingQueue<Boolean> looks = new ArrayBlockingQueue<>(1);
        AtomicBoolean gone = new AtomicBoolean();
        try (DirectoryWatch watch = new DirectoryWatch(_ -> looks.offer(true))) {
            watch.add(directory.root());
            Thread.ofVirtual().name("logs-end").start(() -> {
                awaitEnd(live, run);
                gone.set(true);
                looks.offer(true);
            });
            boolean over = readNew(reader);
            while (!over) {
                looks.take();
                boolean last = gone.get();
                over = readNew(reader) || last;
            }
        }
    }

    private static void awaitEnd(Live live, Runs.Known run) {
        try {
            live.tryAsk(run, new ControlRequest.Wait());
        } catch (CaoException e) {
            if (e.status() == ExitStatus.FAULT) {
                throw e;
            }
            // It went away without a word; its journal holds all that there is.
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
