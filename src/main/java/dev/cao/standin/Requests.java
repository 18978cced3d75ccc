package dev.cao.standin;

import dev.cao.io.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The permission or question that the turn waits for: first held for the control socket, without a dialog that a key
 * could answer, then shown to the person. Used by the agent's loop only.
 */
final class Requests {
    private static final String PERSON = "person";
    private static final String CONTROL = "control";

    private final Voice voice;
    private final Display display;
    private final long waitNanos;
    private final long lateNanos;
    private int count;
    private @Nullable Request open;
    private String id = "";
    private boolean held;
    /** Nobody holds it any more; the dialog is only slow. */
    private boolean late;

    private long heldUntil;
    private @Nullable Dialog dialog;

    Requests(Voice voice, Display display, long waitMillis, long lateMillis, int count) {
        this.voice = voice;
        this.display = display;
        this.waitNanos = waitMillis * 1_000_000L;
        this.lateNanos = lateMillis * 1_000_000L;
        this.count = count;
    }

    /** Returns the dialog that the person sees; null when there is none. */
    @Nullable
    Dialog dialog() {
        return dialog;
    }

    boolean held() {
        return held;
    }

    /** Returns how long the control socket may still take, in nanoseconds; only while held. */
    long holdsFor() {
        return heldUntil - System.nanoTime();
    }

    void asked(Turn turn, Request request) {
        open = request;
        id = "r" + ++count;
        AgentEvent event;
        if (request instanceof Request.Permission permission) {
            event = AgentEvent.permissionRequest(turn.prompt(), id, permission.tool(), permission.input());
        } else {
            Request.Question question = (Request.Question) request;
            event = AgentEvent.question(turn.prompt(), id, question.text(), question.choices());
        }
        held = voice.ask(event, id);
        heldUntil = System.nanoTime() + waitNanos;
        if (!held) {
            show();
        }
    }

    void replied(String request, @Nullable Map<String, @Nullable Object> reply) {
        if (!held || late || !request.equals(id)) {
            return;
        }
        Object decision = reply == null ? null : reply.get("decision");
        Object answer = reply == null ? null : reply.get("answer");
        if (open instanceof Request.Question && answer instanceof String text) {
            settle(text, CONTROL);
        } else if (open instanceof Request.Permission
                && (Request.Permission.ALLOW.equals(decision) || Request.Permission.DENY.equals(decision))) {
            settle(String.valueOf(decision), CONTROL);
        } else {
            show();
        }
    }

    /** The control socket took too long. */
    void holdIsOver() {
        if (held) {
            show();
        }
    }

    /** The person takes the choice that the dialog stands on. */
    void choose() {
        Dialog shown = dialog;
        if (shown != null && !shown.choices().isEmpty()) {
            choose(shown.selected());
        }
    }

    void choose(int choice) {
        Dialog shown = dialog;
        if (open instanceof Request.Permission) {
            settle(choice == 0 ? Request.Permission.ALLOW : Request.Permission.DENY, PERSON);
        } else if (shown != null && choice >= 0 && choice < shown.choices().size()) {
            settle(shown.choices().get(choice), PERSON);
        }
    }

    /** The person answers a question in own words. */
    void answer(String text) {
        if (open instanceof Request.Question) {
            settle(text, PERSON);
        }
    }

    /** The turn was broken off. A permission not given is denied; a question stays without an answer. */
    void cancel() {
        if (open instanceof Request.Permission) {
            voice.tell(AgentEvent.permissionAnswered(id, false, PERSON));
        }
        forget();
    }

    private void settle(String answer, String by) {
        Request request = open;
        if (request == null) {
            return;
        }
        if (request instanceof Request.Permission permission) {
            boolean allowed = answer.equals(Request.Permission.ALLOW);
            voice.tell(AgentEvent.permissionAnswered(id, allowed, by));
            display.note("⎿ " + permission.tool() + (allowed ? " allowed" : " denied"), Look.DIM);
        } else {
            voice.tell(AgentEvent.questionAnswered(id, answer, by));
            display.note("⎿ Answered: " + answer, Look.DIM);
        }
        forget();
        request.answer().complete(answer);
    }

    private void show() {
        if (lateNanos > 0 && !late) {
            late = true;
            held = true;
            heldUntil = System.nanoTime() + lateNanos;
            return;
        }
        held = false;
        if (open instanceof Request.Permission permission) {
            dialog = Dialog.permission(permission.tool(), JsonText.write(permission.input()));
        } else if (open instanceof Request.Question question) {
            dialog = Dialog.question(question.text(), List.copyOf(question.choices()));
        }
    }

    private void forget() {
        open = null;
        held = false;
        late = false;
        dialog = null;
    }
}
