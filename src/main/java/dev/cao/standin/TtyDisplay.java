package dev.cao.standin;

import dev.cao.domain.Columns;
import dev.cao.io.Tty;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The conversation on a terminal, with the input box below it. */
final class TtyDisplay implements Display {
    /** An unfinished line is painted again with each piece of it; a longer one is broken, on the screen only. */
    private static final int LONGEST_UNFINISHED = 16_384;

    private static final int KEPT_FOR_REDRAWING = 300;
    private static final String ANSWER_SIGN = "● ";
    private static final String PROMPT_SIGN = "> ";

    /** A line of the conversation before it is wrapped; {@code sign} stands before its first piece. */
    private record Said(String sign, String text, Look look) {}

    private final OutputStream out;
    private final boolean colour;
    private final Painter painter = new Painter();
    private final Deque<Said> said = new ArrayDeque<>();
    private final List<String> fresh = new ArrayList<>();
    private final StringBuilder growing = new StringBuilder();
    private boolean answering;
    private Tty.Size size;
    private boolean wiped;

    TtyDisplay(OutputStream out, Tty.Size size, boolean colour) {
        this.out = out;
        this.size = size;
        this.colour = colour;
    }

    @Override
    public void note(String text, Look look) {
        answerEnds();
        for (String line : lines(text)) {
            int blanks = line.length() - line.stripLeading().length();
            say(new Said(" ".repeat(2 + blanks), line.substring(blanks), look));
        }
    }

    @Override
    public void prompt(String text) {
        answerEnds();
        say(new Said("", "", Look.PLAIN));
        String sign = PROMPT_SIGN;
        for (String line : lines(text)) {
            say(new Said(sign, line, Look.BOLD));
            sign = "  ";
        }
        say(new Said("", "", Look.PLAIN));
    }

    @Override
    public void answer(String chunk) {
        int from = 0;
        int end = chunk.indexOf('\n');
        while (end >= 0) {
            growing.append(chunk, from, end);
            say(new Said(answering ? "  " : ANSWER_SIGN, Columns.clean(growing.toString()), Look.PLAIN));
            answering = true;
            growing.setLength(0);
            from = end + 1;
            end = chunk.indexOf('\n', from);
        }
        growing.append(chunk, from, chunk.length());
        if (growing.length() > LONGEST_UNFINISHED && !Character.isHighSurrogate(growing.charAt(growing.length() - 1))) {
            answer("\n");
        }
    }

    @Override
    public void answerEnds() {
        if (!growing.isEmpty()) {
            answer("\n");
        }
        answering = false;
    }

    @Override
    public void raw(String text) {
        write(text);
    }

    @Override
    public void refresh(Scene scene) {
        String unfinished = growing.isEmpty() ? "" : (answering ? "  " : ANSWER_SIGN) + growing;
        Scene complete = new Scene(
                unfinished, scene.queued(), scene.spinner(), scene.dialog(), scene.box(), scene.hint(), scene.mode());
        Frame frame = LiveView.of(complete, size, colour);
        String wipe = "";
        if (wiped) {
            wiped = false;
            wipe = painter.wipe();
            refillScreen(size.rows() - frame.lines().size());
        }
        write(wipe + painter.paint(fresh, frame));
        fresh.clear();
    }

    @Override
    public void resized(Tty.Size newSize) {
        size = newSize;
        wiped = true;
    }

    @Override
    public void redraw() {
        wiped = true;
    }

    @Override
    public void close() {
        answerEnds();
        write(painter.erase() + joined(fresh));
        fresh.clear();
    }

    private void say(Said line) {
        said.addLast(line);
        if (said.size() > KEPT_FOR_REDRAWING) {
            said.removeFirst();
        }
        fresh.addAll(wrapped(line));
    }

    /** Puts the last of the conversation, wrapped to the new width, into what is to be written. */
    private void refillScreen(int rows) {
        List<String> all = new ArrayList<>();
        for (Said line : said) {
            all.addAll(wrapped(line));
        }
        fresh.clear();
        fresh.addAll(all.subList(Math.max(0, all.size() - Math.max(0, rows)), all.size()));
    }

    private List<String> wrapped(Said line) {
        int signColumns = Columns.of(line.sign());
        String indent = " ".repeat(signColumns);
        List<String> pieces = Columns.wrap(line.text(), size.columns() - signColumns);
        List<String> painted = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            painted.add((i == 0 ? line.sign() : indent) + line.look().paint(pieces.get(i), colour));
        }
        return painted;
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        String clean = Columns.clean(text);
        int from = 0;
        int end = clean.indexOf('\n');
        while (end >= 0) {
            lines.add(clean.substring(from, end));
            from = end + 1;
            end = clean.indexOf('\n', from);
        }
        lines.add(clean.substring(from));
        return lines;
    }

    private static String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
    }

    private void write(String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException _) {
            // The terminal is gone; the end of its input says so.
            return;
        }
    }
}
