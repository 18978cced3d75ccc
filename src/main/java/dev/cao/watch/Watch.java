package dev.cao.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.DirectoryWatch;
import dev.cao.io.Time;
import dev.cao.run.RunDirectory;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Shows a run until the person leaves. The loop, on the thread that calls {@link #run}, owns all that changes; other
 * threads only put happenings into its queue. It sleeps until one comes, or until the next second when an age on the
 * screen grows.
 */
public final class Watch {
    private final RunDirectory directory;
    private final Surroundings surroundings;
    private final Time time;
    private final boolean colour;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final Teller teller;
    private final Photographs photographs;
    private final Semaphore nextKey = new Semaphore(1);

    /** @param colour whether colours may be used */
    public Watch(RunDirectory directory, Surroundings surroundings, Time time, boolean colour) {
        this.directory = directory;
        this.surroundings = surroundings;
        this.time = time;
        this.colour = colour;
        this.teller = new Teller(surroundings, happenings);
        this.photographs = new Photographs(directory, happenings);
    }

    /**
     * Takes the terminal, shows the run, and gives the terminal back.
     *
     * @throws CaoException if the terminal or the journal cannot be used
     */
    public ExitStatus run() throws IOException, InterruptedException {
        try (SqliteJournal journal = SqliteJournal.openReadOnly(directory.journal());
                DirectoryWatch watch = new DirectoryWatch(folder -> happenings.add(
                        folder.equals(directory.root()) ? new Happening.Written() : new Happening.Printed()))) {
            Display display = new Display(directory, journal, surroundings::alive, photographs, teller);
            display.readJournal();
            watch.add(directory.root());
            if (Files.isDirectory(directory.terminal())) {
                watch.add(directory.terminal());
            }
            try (FullScreen screen = FullScreen.take(() -> happenings.add(new Happening.Resized()))) {
                background("watch-teller", teller);
                background("watch-photographs", photographs);
                Thread.ofPlatform()
                        .daemon()
                        .name("watch-keys")
                        .uncaughtExceptionHandler((_, why) -> happenings.add(new Happening.Failed(why)))
                        .start(() -> read(screen.keys()));
                return loop(display, screen);
            }
        }
    }

    private void background(String name, Runnable work) {
        Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler((_, why) -> happenings.add(new Happening.Failed(why)))
                .start(work);
    }

    /** One key at a time: while another program has the terminal nobody here reads from it. */
    private void read(KeyReader keys) {
        try {
            while (true) {
                nextKey.acquire();
                happenings.add(new Happening.Pressed(keys.next()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ExitStatus loop(Display display, FullScreen screen) throws IOException, InterruptedException {
        Painter painter = new Painter();
        Pace pace = new Pace();
        while (true) {
            if (pace.mayDraw(System.nanoTime())) {
                display.refresh();
                screen.write(painter.paint(
                        Frame.of(display.scene(screen.size(), time.now(), ZoneId.systemDefault()), colour)));
                pace.drawn(System.nanoTime());
            }
            for (Happening happening : next(pace.waitNanos(System.nanoTime(), display.grows()))) {
                Order order = display.take(happening);
                if (display.matters(happening)) {
                    pace.changed();
                }
                if (happening instanceof Happening.Resized) {
                    painter.forget();
                }
                switch (order) {
                    case Order.Leave(ExitStatus exit) -> {
                        return exit;
                    }
                    case Order.Attach(String worker) -> {
                        screen.leave();
                        display.tell(attach(worker));
                        screen.enter();
                        painter.forget();
                    }
                    case Order.Ask(ControlRequest request) -> background("watch-order", () -> ask(request));
                    case Order.Redraw _ -> painter.forget();
                    case Order.None _ -> {}
                }
                if (happening instanceof Happening.Pressed) {
                    nextKey.release();
                }
            }
        }
    }

    /** Returns all that has happened, as soon as anything has. */
    private List<Happening> next(long nanos) throws InterruptedException {
        List<Happening> all = new ArrayList<>();
        Optional.ofNullable(happenings.poll(nanos, TimeUnit.NANOSECONDS)).ifPresent(all::add);
        happenings.drainTo(all);
        return all;
    }

    private String attach(String worker) throws IOException, InterruptedException {
        try {
            surroundings.attach(worker);
            return "";
        } catch (CaoException e) {
            return e.what();
        }
    }

    private void ask(ControlRequest request) {
        String text;
        try {
            Optional<ObjectNode> reply = surroundings.ask(request);
            text = reply.map(answer -> answer.path("text").asText("done"))
                    .orElse("no orchestrator answers; nothing was done");
        } catch (CaoException e) {
            text = e.what() + (e.advice().isEmpty() ? "" : " " + e.advice());
        }
        happenings.add(new Happening.Answered(text));
    }
}
