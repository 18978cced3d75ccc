package dev.cao.standin;

import dev.cao.io.Tty;
import java.util.HashSet;
import java.util.Set;
import sun.misc.Signal;

/** Brings signals into the loop. A second one of a kind that ends the program ends it at once. */
final class Signals {
    private Signals() {}

    /** @param atOnce what still has to be done when the loop does not react */
    static void bring(Mailbox mailbox, Set<String> ignored, Runnable atOnce) {
        Set<String> seen = new HashSet<>();
        for (String name : new String[] {"HUP", "INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> {
                boolean again;
                synchronized (seen) {
                    again = !seen.add(signal.getName());
                }
                if (again && !ignored.contains(signal.getName())) {
                    atOnce.run();
                    Runtime.getRuntime().halt(128 + signal.getNumber());
                }
                mailbox.put(new Happening.Signalled(signal.getName(), signal.getNumber()));
            });
        }
    }

    /** Brings changes of the terminal's size into the loop. */
    static void bringSize(Mailbox mailbox, Tty tty) {
        Signal.handle(new Signal("WINCH"), _ -> {
            try {
                mailbox.put(new Happening.Resized(tty.measure()));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
