package dev.cao.standin;

import dev.cao.standin.TurnEnd.Answered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The turn under way, the prompts behind it, and what runs in the background. Used by the agent's loop only. */
final class Turns {
    private record Prompt(String id, String text) {}

    /** What happens on leaving in the middle of a turn. */
    interface Exit {
        void leave(int code, String reason);
    }

    private final Voice voice;
    private final Display display;
    private final Mailbox mailbox;
    private final Brain brain;
    private final Exit exit;
    private final Deque<Prompt> queued = new ArrayDeque<>();
    private final Set<String> background = new LinkedHashSet<>();
    private int prompts;
    private @Nullable Turn turn;
    private @Nullable Thread thread;
    private long startedAt;
    private String doing = "";
    private boolean silentInterrupt;

    Turns(Voice voice, Display display, Mailbox mailbox, Brain brain, Exit exit, int prompts) {
        this.voice = voice;
        this.display = display;
        this.mailbox = mailbox;
        this.brain = brain;
        this.exit = exit;
        this.prompts = prompts;
    }

    boolean busy() {
        return turn != null;
    }

    /** Returns the texts that wait for their turn. */
    List<String> queuedTexts() {
        List<String> texts = new ArrayList<>();
        for (Prompt prompt : queued) {
            texts.add(prompt.text);
        }
        return texts;
    }

    /** Returns what the turn works at, for people; empty when it did not say. */
    String doing() {
        return doing;
    }

    /** Returns when the turn began, in {@link System#nanoTime}. */
    long startedAt() {
        return startedAt;
    }

    /** Takes a prompt: its turn begins now, or after those before it. */
    void submit(String text) {
        Prompt prompt = new Prompt("p" + ++prompts, text);
        voice.tell(AgentEvent.promptSubmitted(prompt.id, text, busy()));
        queued.addLast(prompt);
        if (!busy()) {
            startNext();
        }
    }

    /** Breaks the turn off; its end is told when it is over. {@code silently}: that end is not told at all. */
    void interrupt(boolean silently) {
        if (thread != null) {
            silentInterrupt = silently;
            thread.interrupt();
        }
    }

    /** Waits for the turn's thread, after an interrupt, at most this long. */
    void awaitThread(long millis) throws InterruptedException {
        if (thread != null) {
            thread.join(millis);
        }
    }

    void output(Turn from, String chunk, boolean raw) {
        // Of a turn that was broken off, the rest is of no use.
        if (raw && from == turn) {
            display.raw(chunk);
        } else if (from == turn) {
            display.answer(chunk);
        }
        from.shown();
    }

    void told(Turn from, AgentEvent event) {
        if (from == turn) {
            voice.tell(event);
            doing = String.valueOf(event.fields().get("what"));
        }
    }

    void claimedEnd(Turn from, Answered end) {
        if (from == turn) {
            voice.tell(AgentEvent.turnEnded(from.prompt(), end, List.copyOf(background)));
        }
    }

    void over(Turn from, TurnEnd end) {
        if (from != turn) {
            return;
        }
        boolean silent = silentInterrupt && end instanceof TurnEnd.Interrupted;
        turn = null;
        thread = null;
        if (end instanceof TurnEnd.Leave leave) {
            exit.leave(leave.exitCode(), "script");
            return;
        }
        tellEnd(from.prompt(), end, silent);
        if (queued.isEmpty()) {
            if (!silent) {
                voice.tell(AgentEvent.ready());
            }
        } else {
            startNext();
        }
    }

    void backgroundStarted(String id, String description) {
        background.add(id);
        voice.tell(AgentEvent.backgroundStarted(id, description));
        display.note("Running in the background: " + description, Look.DIM);
    }

    void backgroundEnded(String id) {
        if (background.remove(id)) {
            voice.tell(AgentEvent.backgroundEnded(id));
            display.note("Background work ended: " + id, Look.DIM);
        }
    }

    private void tellEnd(String prompt, TurnEnd end, boolean silent) {
        display.answerEnds();
        if (end instanceof Answered answered) {
            voice.tell(AgentEvent.turnEnded(prompt, answered, List.copyOf(background)));
            if (answered.failed()) {
                display.note("✘ Failed: " + answered.detail(), Look.ALARM);
            } else {
                display.note("✓ Done in " + seconds(), Look.DIM);
            }
        } else if (end instanceof TurnEnd.ApiError error) {
            voice.tell(AgentEvent.turnFailed(prompt, error.error(), error.detail()));
            display.note("✘ API error: " + error.detail(), Look.ALARM);
        } else {
            if (!silent) {
                voice.tell(AgentEvent.interrupted(prompt));
            }
            display.note("⎿ Interrupted", Look.ALARM);
        }
    }

    private String seconds() {
        return (System.nanoTime() - startedAt) / 1_000_000_000L + "s";
    }

    private void startNext() {
        Prompt prompt = queued.removeFirst();
        Turn next = new Turn(prompt.id, prompt.text, mailbox);
        turn = next;
        startedAt = System.nanoTime();
        doing = "";
        silentInterrupt = false;
        voice.tell(AgentEvent.turnStarted(prompt.id));
        display.prompt(prompt.text);
        Thread answering = new Thread(() -> answer(next), "turn-" + prompt.id);
        answering.setDaemon(true);
        thread = answering;
        answering.start();
    }

    private void answer(Turn next) {
        TurnEnd end;
        try {
            end = brain.answer(next);
        } catch (InterruptedException _) {
            end = new TurnEnd.Interrupted();
        } catch (RuntimeException | OutOfMemoryError e) {
            end = Answered.failed("", "a fault in the stand-in agent: " + e);
        }
        mailbox.put(new Happening.TurnOver(next, end));
    }
}
