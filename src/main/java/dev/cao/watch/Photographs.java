package dev.cao.watch;

import dev.cao.run.RunDirectory;
import dev.cao.run.RunSockets;
import dev.cao.terminal.PanePicture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Takes pictures of panes, on a thread of its own, one for each time that it is asked to. */
final class Photographs implements Runnable {
    private static final int READ_BYTES = 32 * 1024;

    private final RunDirectory directory;
    private final BlockingQueue<Happening> happenings;
    private final BlockingQueue<Picture.Row> wanted = new ArrayBlockingQueue<>(1);

    Photographs(RunDirectory directory, BlockingQueue<Happening> happenings) {
        this.directory = directory;
        this.happenings = happenings;
    }

    /** Asks for a picture; only the latest wish counts. */
    void take(Picture.Row row) {
        wanted.clear();
        boolean _ = wanted.offer(row);
    }

    @Override
    public void run() {
        try {
            while (true) {
                happenings.add(new Happening.Pictured(picture(wanted.take())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Preview picture(Picture.Row row) throws InterruptedException {
        if (row.pane().isPresent()) {
            Picture.Pane pane = row.pane().get();
            Optional<List<String>> shown = Optional.empty();
            for (RunSockets sockets : RunSockets.find(directory).stream().toList()) {
                shown = PanePicture.take(sockets.tmux().socket(), pane.id(), pane.pid());
            }
            if (shown.isPresent()) {
                return new Preview(row.name(), "pane " + pane.id(), shown.get());
            }
        } else if (row.name().equals(TeamTree.SUPERVISOR)) {
            List<String> log = tail(directory.supervisorLog());
            if (!log.isEmpty()) {
                return new Preview(row.name(), "what it decided", log);
            }
        }
        List<String> words =
                row.lastWord().isEmpty() ? List.of() : row.lastWord().lines().toList();
        return new Preview(row.name(), row.pane().isPresent() ? "its session is closed" : "no session", words);
    }

    private static List<String> tail(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(0, in.length() - READ_BYTES));
            byte[] bytes = new byte[(int) Math.max(0, in.length() - in.getFilePointer())];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException _) {
            // It was never written, or is removed: there is nothing to show.
            return List.of();
        }
    }

    /** Returns how many bytes a worker's program has printed so far. */
    static long printed(RunDirectory directory, Picture.Row row) {
        return row.pane()
                .map(pane -> directory
                        .terminal()
                        .resolve(pane.session() + "-" + pane.pid() + ".out")
                        .toFile()
                        .length())
                .orElse(0L);
    }
}
