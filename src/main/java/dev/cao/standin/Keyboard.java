package dev.cao.standin;

import dev.cao.standin.Input.KeyName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keys do: they edit the box, submit it, answer dialogs, break a turn off, and leave. Used by the loop only. */
final class Keyboard {
    /** The time in which a second C-c or C-d leaves. */
    private static final long TWICE_NANOS = 2_000_000_000L;

    private final InputDecoder decoder = new InputDecoder();
    private final InputBox box = new InputBox();
    private final List<String> history = new ArrayList<>();
    private final AgentLoop loop;
    private final Manners manners;
    private int recalled;
    private int submits;
    private int pastes;
    private KeyName armed = KeyName.TAB;
    private long armedUntil;

    Keyboard(AgentLoop loop, Manners manners) {
        this.loop = loop;
        this.manners = manners;
    }

    InputBox box() {
        return box;
    }

    boolean escapeIsOpen() {
        return decoder.escapeIsOpen();
    }

    /** Returns what the mode line says while a second key would leave; empty otherwise. */
    String warning() {
        if (System.nanoTime() - armedUntil > 0 || armed == KeyName.TAB) {
            return "";
        }
        return armed == KeyName.INTERRUPT ? "Press C-c again to exit" : "Press C-d again to exit";
    }

    void typed(byte[] bytes, int length) throws InterruptedException {
        for (Input input : decoder.take(bytes, length)) {
            take(input);
        }
    }

    void escapeWasAKey() throws InterruptedException {
        for (Input input : decoder.escapeWasAKey()) {
            take(input);
        }
    }

    private void take(Input input) throws InterruptedException {
        Dialog dialog = loop.dialog();
        if (input instanceof Input.Key key) {
            if (key.name() != armed) {
                armed = KeyName.TAB;
            }
            if (dialog == null || !dialogKey(dialog, key.name())) {
                key(key.name());
            }
        } else if (input instanceof Input.Paste paste) {
            paste(dialog, paste.text());
        } else if (input instanceof Input.Text text) {
            text(dialog, text.text());
        }
    }

    private void text(@Nullable Dialog dialog, String text) {
        if (dialog != null && (!dialog.takesText() || box.isEmpty())) {
            int choice = dialog.named(text);
            if (choice >= 0) {
                loop.choose(choice);
                return;
            }
            if (!dialog.takesText()) {
                return;
            }
        }
        if (dialog == null && text.equals("?") && box.isEmpty()) {
            loop.note(HelpText.KEYS);
        } else {
            box.insert(text);
        }
    }

    private void paste(@Nullable Dialog dialog, String text) {
        pastes++;
        boolean swallowed = dialog != null && !dialog.takesText();
        if (!swallowed && !manners.lostPastes().contains(pastes)) {
            box.paste(text);
        }
    }

    /** Returns whether the dialog had a use for the key. */
    private boolean dialogKey(Dialog dialog, KeyName key) {
        switch (key) {
            case UP -> dialog.move(-1);
            case DOWN, TAB -> dialog.move(1);
            case SUBMIT -> {
                if (box.isEmpty() || !dialog.takesText()) {
                    loop.chooseSelected();
                } else {
                    String text = box.text();
                    box.clear();
                    loop.answer(text);
                }
            }
            case ESCAPE -> loop.cancelDialog();
            case INTERRUPT -> {
                return false;
            }
            default -> {
                return !dialog.takesText();
            }
        }
        return true;
    }

    private void key(KeyName key) throws InterruptedException {
        switch (key) {
            case SUBMIT -> submit();
            case NEWLINE -> box.insert("\n");
            case ESCAPE -> escape();
            case BACKSPACE -> box.backspace();
            case DELETE -> box.delete();
            case LEFT -> box.left();
            case RIGHT -> box.right();
            case HOME -> box.home();
            case END -> box.end();
            case UP -> recall(-1);
            case DOWN -> recall(1);
            case CLEAR_LINE -> box.clearLine();
            case CLEAR_TO_END -> box.clearToEnd();
            case DELETE_WORD -> box.deleteWord();
            case INTERRUPT -> interrupt();
            case END_OF_INPUT -> endOfInput();
            case REDRAW -> loop.redraw();
            case TAB -> box.insert("    ");
        }
    }

    private void submit() throws InterruptedException {
        String text = box.text();
        if (text.isBlank()) {
            return;
        }
        submits++;
        if (manners.lostSubmits().contains(submits)) {
            return;
        }
        box.clear();
        history.add(text);
        recalled = history.size();
        loop.submit(text);
    }

    private void recall(int by) {
        int wanted = recalled + by;
        if (wanted < 0 || wanted > history.size()) {
            return;
        }
        recalled = wanted;
        box.replaceWith(wanted < history.size() ? history.get(wanted) : "");
    }

    private void escape() {
        if (loop.turns().busy()) {
            loop.interrupt();
        } else {
            box.clear();
        }
    }

    private void interrupt() {
        if (again(KeyName.INTERRUPT)) {
            loop.leave(130, "prompt_exit");
            return;
        }
        if (box.isEmpty() && loop.turns().busy()) {
            loop.interrupt();
        }
        box.clear();
    }

    private void endOfInput() {
        if (!box.isEmpty()) {
            box.delete();
        } else if (again(KeyName.END_OF_INPUT)) {
            loop.leave(0, "prompt_exit");
        }
    }

    private boolean again(KeyName key) {
        boolean again = armed == key && System.nanoTime() - armedUntil < 0;
        armed = key;
        armedUntil = System.nanoTime() + TWICE_NANOS;
        return again;
    }
}
