package dev.cao.watch;

import java.io.IOException;

/**
 * Makes keys of the characters that a terminal sends. The Escape key and the begin of a sequence look alike: only
 * silence can tell. For one thread.
 */
final class KeyReader {
    private static final int ESC = 0x1b;
    private static final int LONGEST_SEQUENCE = 32;
    private static final int LONGEST_PASTE = 1 << 20;
    /** A terminal sends a sequence at once; a slow line may part it. */
    private static final long SEQUENCE_MILLIS = 60;

    private static final long PASTE_MILLIS = 1_000;
    private static final String PASTE_END = "\033[201~";

    private final Characters in;

    KeyReader(Characters in) {
        this.in = in;
    }

    /** Where characters come from. */
    interface Characters {
        int END = -1;
        int NOTHING = -2;

        /**
         * Returns the next UTF-16 unit, {@link #END} or, after that time, {@link #NOTHING}.
         *
         * @param millis 0: waits for ever
         */
        int read(long millis) throws IOException;
    }

    /** Waits for the next key. A terminal that is gone says so for ever. */
    Key next() {
        try {
            int c = in.read(0);
            if (c == ESC) {
                return sequence();
            }
            return c < 0 ? named(Key.Name.CLOSED) : c < ' ' || c == 0x7f ? control(c) : new Key.Typed(character(c));
        } catch (IOException _) {
            return named(Key.Name.CLOSED);
        }
    }

    private String character(int c) throws IOException {
        if (Character.isHighSurrogate((char) c)) {
            int low = in.read(SEQUENCE_MILLIS);
            return low < 0 ? "\ufffd" : "" + (char) c + (char) low;
        }
        return Character.toString(c);
    }

    private static Key control(int c) {
        return named(
                switch (c) {
                    case 0x03, 0x04 -> Key.Name.INTERRUPT;
                    case 0x08, 0x7f -> Key.Name.BACKSPACE;
                    case '\t' -> Key.Name.TAB;
                    case '\r', '\n' -> Key.Name.ENTER;
                    case 0x0c -> Key.Name.REDRAW;
                    case 0x0e -> Key.Name.DOWN;
                    case 0x10 -> Key.Name.UP;
                    case 0x15 -> Key.Name.CLEAR_LINE;
                    case 0x17 -> Key.Name.DELETE_WORD;
                    default -> Key.Name.OTHER;
                });
    }

    private Key sequence() throws IOException {
        int second = in.read(SEQUENCE_MILLIS);
        if (second < 0) {
            return named(Key.Name.ESCAPE);
        }
        if (second != '[' && second != 'O') {
            // Alt and a letter, or Escape and a fast finger.
            return second == ESC ? named(Key.Name.ESCAPE) : named(Key.Name.OTHER);
        }
        StringBuilder rest = new StringBuilder();
        int c = in.read(SEQUENCE_MILLIS);
        while (c >= 0) {
            rest.append((char) c);
            if (c >= '@' && c <= '~' || rest.length() > LONGEST_SEQUENCE) {
                break;
            }
            c = in.read(SEQUENCE_MILLIS);
        }
        return rest.toString().equals("200~") ? paste() : named(named(rest.toString()));
    }

    /** xterm's sequences; a modifier, as in {@code ESC[1;5C}, changes nothing. */
    private static Key.Name named(String keys) {
        if (keys.isEmpty()) {
            return Key.Name.OTHER;
        }
        return switch (keys.charAt(keys.length() - 1)) {
            case 'A' -> Key.Name.UP;
            case 'B' -> Key.Name.DOWN;
            case 'C' -> Key.Name.RIGHT;
            case 'D' -> Key.Name.LEFT;
            case 'F' -> Key.Name.END;
            case 'H' -> Key.Name.HOME;
            case 'M' -> Key.Name.ENTER;
            case 'Z' -> Key.Name.BACK_TAB;
            case '~' ->
                switch (keys) {
                    case "1~", "7~" -> Key.Name.HOME;
                    case "4~", "8~" -> Key.Name.END;
                    case "5~" -> Key.Name.PAGE_UP;
                    case "6~" -> Key.Name.PAGE_DOWN;
                    default -> Key.Name.OTHER;
                };
            default -> Key.Name.OTHER;
        };
    }

    /** A paste that does not end is what came of it. */
    private Key paste() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = in.read(PASTE_MILLIS);
        while (c >= 0 && text.length() < LONGEST_PASTE) {
            text.append((char) c);
            if (c == '~' && text.toString().endsWith(PASTE_END)) {
                text.setLength(text.length() - PASTE_END.length());
                break;
            }
            c = in.read(PASTE_MILLIS);
        }
        return new Key.Pasted(text.toString().replace("\r\n", "\n").replace('\r', '\n'));
    }

    private static Key named(Key.Name name) {
        return new Key.Named(name);
    }
}
