package dev.cao.standin;

import dev.cao.io.Tty;
import org.jspecify.annotations.Nullable;

/**
 * The agent: one thread that takes what happens, one thing after the other, and owns all that changes. Everything else
 * (keys, signals, the turn, the control socket) only puts happenings into its mailbox.
 */
final class AgentLoop {
    /** An ESC that nothing follows for so long was the Escape key. */
    private static final long ESCAPE_NANOS = 40_000_000L;
    /** While input keeps coming, the screen is drawn this often. */
    private static final long FRAME_NANOS = 50_000_000L;

    private static final long TICK_NANOS = 1_000_000_000L;
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final Mailbox mailbox;
    private final Voice voice;
    private final Display display;
    private final Manners manners;
    private final Turns turns;
    private final Requests requests;
    private final Keyboard keyboard;
    private final LineInput lines;
    private final boolean terminal;
    private @Nullable Dialog trust;
    private boolean leaving;
    private int exitCode;
    private String exitReason = "";
    private long drawnAt;

    /** @param trust the dialog that stands before the first prompt; null for none */
    AgentLoop(Parts parts, Manners manners, @Nullable Dialog trust) {
        this.mailbox = parts.mailbox();
        this.voice = parts.voice();
        this.display = parts.display();
        this.manners = manners;
        this.trust = trust;
        this.terminal = parts.terminal();
        this.turns = new Turns(
                voice,
                display,
                mailbox,
                parts.brain(),
                this::leave,
                parts.history().prompts());
        this.requests = new Requests(
                voice,
                display,
                parts.hookWaitMillis(),
                manners.lateDialogMs(),
                parts.history().requests());
        this.keyboard = new Keyboard(this, manners);
        this.lines = new LineInput(this);
    }

    /** What the loop works with. */
    record Parts(
            Mailbox mailbox,
            Voice voice,
            Display display,
            Brain brain,
            EventHistory history,
            long hookWaitMillis,
            boolean terminal) {}

    /** Runs until somebody leaves; returns the exit code. */
    int run() throws InterruptedException {
        if (trust == null) {
            voice.tell(AgentEvent.ready());
        }
        draw();
        while (!leaving) {
            Happening next = mailbox.next(patience());
            if (next != null) {
                next.reach(this);
            } else {
                silence();
            }
            while (!terminal && !leaving && lines.hasNext()) {
                lines.takeNext();
            }
            if (mailbox.isEmpty() || System.nanoTime() - drawnAt > FRAME_NANOS) {
                draw();
            }
        }
        return exitCode;
    }

    /** Returns why the loop ended. */
    String exitReason() {
        return exitReason;
    }

    Keyboard keyboard() {
        return keyboard;
    }

    LineInput lines() {
        return lines;
    }

    Turns turns() {
        return turns;
    }

    Requests requests() {
        return requests;
    }

    @Nullable
    Dialog dialog() {
        return trust != null ? trust : requests.dialog();
    }

    /** Takes a submitted text: a command of the program itself, or a prompt. */
    void submit(String text) {
        String word = text.strip();
        if (word.equals("exit") || word.equals("/exit") || word.equals("/quit")) {
            leave(0, "prompt_exit");
        } else if (word.equals("/help")) {
            note(HelpText.KEYS);
        } else if (isCommand(word)) {
            note("Unknown command: " + word);
        } else {
            turns.submit(text);
        }
    }

    void note(String text) {
        display.note(text, Look.DIM);
    }

    /** A person breaks the turn off. */
    void interrupt() {
        requests.cancel();
        turns.interrupt(manners.silentEscape());
    }

    void choose(int choice) {
        if (trust == null) {
            requests.choose(choice);
        } else if (choice == 0) {
            leave(1, "untrusted");
        } else {
            trust = null;
            voice.tell(AgentEvent.ready());
        }
    }

    void chooseSelected() {
        if (trust != null) {
            choose(trust.selected());
        } else {
            requests.choose();
        }
    }

    void answer(String text) {
        requests.answer(text);
    }

    void cancelDialog() {
        if (trust != null) {
            leave(1, "untrusted");
        } else {
            interrupt();
        }
    }

    void leave(int code, String reason) {
        if (!leaving) {
            leaving = true;
            exitCode = code;
            exitReason = reason;
        }
    }

    void signalled(String name, int number) {
        if (!manners.ignoredSignals().contains(name)) {
            leave(128 + number, "SIG" + name);
        }
    }

    void inputEnded() {
        if (!terminal) {
            lines.ended();
        } else if (!manners.ignoredSignals().contains("HUP")) {
            leave(129, "SIGHUP");
        }
    }

    void resized(Tty.Size size) {
        display.resized(size);
    }

    void redraw() {
        display.redraw();
    }

    /** Nothing came in time: something was waited for, or the spinner turns. */
    private void silence() throws InterruptedException {
        if (keyboard.escapeIsOpen()) {
            keyboard.escapeWasAKey();
        }
        if (requests.held() && requests.holdsFor() <= 0) {
            requests.holdIsOver();
        }
    }

    private long patience() {
        if (keyboard.escapeIsOpen()) {
            return ESCAPE_NANOS;
        }
        long patience = turns.busy() && terminal || !keyboard.warning().isEmpty() ? TICK_NANOS : FOR_EVER;
        return requests.held() ? Math.min(patience, Math.max(1, requests.holdsFor())) : patience;
    }

    private void draw() {
        drawnAt = System.nanoTime();
        boolean busy = turns.busy();
        String spinner = "";
        if (busy) {
            long seconds = (drawnAt - turns.startedAt()) / TICK_NANOS;
            String signs = "✻✶✳✢";
            spinner = signs.charAt((int) (seconds % signs.length())) + " Working… (" + seconds
                    + "s · esc to interrupt) " + turns.doing();
        }
        String warning = keyboard.warning();
        String mode = warning.isEmpty() ? "? for help" + (busy ? " · esc to interrupt" : "") : warning;
        String hint = busy ? "Type the next prompt, it will wait" : "Type a prompt, or /help";
        if (dialog() != null) {
            hint = "Choose, or type an answer";
        }
        display.refresh(new Scene("", turns.queuedTexts(), spinner, dialog(), keyboard.box(), hint, mode));
    }

    /** {@code /word} alone is a command, {@code /a/path and more} is not. */
    private static boolean isCommand(String text) {
        if (text.length() < 2 || text.charAt(0) != '/') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                return text.indexOf('\n') < 0;
            }
            if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
