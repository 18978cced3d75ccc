package dev.cao.provider.q;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The terminal of a stand-in: raw, so that each key is seen; what is typed while nobody reads is kept, as by a terminal. */
final class StandInTty {
    private static final int ESC = 27;
    private static final String PASTE_END = "\u001b[201~";

    private final BlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private int columns = 80;
    private int rows = 24;

    sealed interface Input {
        record Text(String text) implements Input {}

        record Paste(String text) implements Input {}

        record Press(Named key) implements Input {}
    }

    enum Named {
        ENTER,
        ESCAPE,
        CTRL_C,
        CTRL_U,
        UP,
        DOWN,
        OTHER,
        END
    }

    void open() throws IOException, InterruptedException {
        stty("-echo", "-icanon", "-isig", "-icrnl", "min", "1");
        String[] size = stty("size").strip().split(" ");
        rows = Integer.parseInt(size[0]);
        columns = Integer.parseInt(size[1]);
        out.print("\u001b[?2004h");
        Thread.ofPlatform().daemon().start(this::read);
    }

    private static String stty(String... words) throws IOException, InterruptedException {
        java.util.List<String> argv = new java.util.ArrayList<>(java.util.List.of("stty"));
        argv.addAll(java.util.List.of(words));
        Process process = new ProcessBuilder(argv)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private void read() {
        try {
            InputStream in = System.in;
            int next = in.read();
            while (next >= 0) {
                bytes.add(next);
                next = in.read();
            }
            bytes.add(-1);
        } catch (IOException _) {
            bytes.add(-1);
        }
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    void print(String text) {
        out.print(text.replace("\n", "\r\n"));
    }

    /** Forgets what was typed. */
    void drop() {
        bytes.clear();
    }

    /** Tells whether this key was pressed among what waits; what stands before it is kept. */
    boolean pressed(Named key) {
        return bytes.remove(key == Named.CTRL_C ? 3 : ESC);
    }

    Input next() throws InterruptedException {
        int first = bytes.take();
        return switch (first) {
            case -1 -> new Input.Press(Named.END);
            case 3 -> new Input.Press(Named.CTRL_C);
            case 21 -> new Input.Press(Named.CTRL_U);
            case 10, 13 -> new Input.Press(Named.ENTER);
            case ESC -> escape();
            default -> new Input.Text(text(first));
        };
    }

    private Input escape() throws InterruptedException {
        Integer second = bytes.poll(50, TimeUnit.MILLISECONDS);
        if (second == null || second != '[') {
            return new Input.Press(Named.ESCAPE);
        }
        StringBuilder sequence = new StringBuilder();
        int next;
        do {
            next = bytes.take();
            sequence.append((char) next);
        } while (next < '@');
        return switch (sequence.toString()) {
            case "200~" -> paste();
            case "A" -> new Input.Press(Named.UP);
            case "B" -> new Input.Press(Named.DOWN);
            default -> new Input.Press(Named.OTHER);
        };
    }

    private Input paste() throws InterruptedException {
        java.io.ByteArrayOutputStream pasted = new java.io.ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith(PASTE_END)) {
            pasted.write(bytes.take());
            text = pasted.toString(StandardCharsets.UTF_8);
        }
        return new Input.Paste(text.substring(0, text.length() - PASTE_END.length()));
    }

    private String text(int first) throws InterruptedException {
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
        byte[] character = new byte[more + 1];
        character[0] = (byte) first;
        for (int i = 1; i <= more; i++) {
            character[i] = (byte) (int) bytes.take();
        }
        return new String(character, StandardCharsets.UTF_8);
    }
}
