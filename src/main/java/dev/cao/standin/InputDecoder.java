package dev.cao.standin;

import dev.cao.standin.Input.KeyName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a raw terminal into input. Bytes may come cut anywhere: inside a character, a key's sequence or the
 * marks of a paste. Used by the agent's loop only.
 */
final class InputDecoder {
    private static final byte[] PASTE_END = {0x1b, '[', '2', '0', '1', '~'};
    private static final int ESC = 0x1b;
    private static final int LONGEST_SEQUENCE = 64;

    private enum State {
        GROUND,
        ESCAPED,
        SEQUENCE,
        PASTE
    }

    private State state = State.GROUND;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final ByteArrayOutputStream paste = new ByteArrayOutputStream();
    private final StringBuilder sequence = new StringBuilder();
    private int pasteEndSeen;
    private List<Input> found = new ArrayList<>();

    /** Takes some bytes and returns what is complete with them. */
    List<Input> take(byte[] bytes, int length) {
        found = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            take(bytes[i]);
        }
        emitText(false);
        return found;
    }

    /** Tells whether an ESC came that may be the Escape key or the begin of a sequence: only silence can tell. */
    boolean escapeIsOpen() {
        return state == State.ESCAPED;
    }

    /** Nothing followed the ESC in time: it was the Escape key. */
    List<Input> escapeWasAKey() {
        found = new ArrayList<>();
        if (state == State.ESCAPED) {
            state = State.GROUND;
            key(KeyName.ESCAPE);
        }
        return found;
    }

    private void take(byte b) {
        switch (state) {
            case GROUND -> ground(b);
            case ESCAPED -> escaped(b);
            case SEQUENCE -> sequence(b);
            case PASTE -> pasted(b);
        }
    }

    private void ground(byte b) {
        if (b == ESC) {
            emitText(true);
            state = State.ESCAPED;
        } else if (b >= 0 && b < ' ' || b == 0x7f) {
            emitText(true);
            KeyName name = control(b);
            if (name != null) {
                key(name);
            }
        } else {
            text.write(b);
        }
    }

    private static @Nullable KeyName control(byte b) {
        return switch (b) {
            case 0x01 -> KeyName.HOME;
            case 0x02 -> KeyName.LEFT;
            case 0x03 -> KeyName.INTERRUPT;
            case 0x04 -> KeyName.END_OF_INPUT;
            case 0x05 -> KeyName.END;
            case 0x06 -> KeyName.RIGHT;
            case 0x08, 0x7f -> KeyName.BACKSPACE;
            case '\t' -> KeyName.TAB;
            case '\n' -> KeyName.NEWLINE;
            case 0x0b -> KeyName.CLEAR_TO_END;
            case 0x0c -> KeyName.REDRAW;
            case '\r' -> KeyName.SUBMIT;
            case 0x0e -> KeyName.DOWN;
            case 0x10 -> KeyName.UP;
            case 0x15 -> KeyName.CLEAR_LINE;
            case 0x17 -> KeyName.DELETE_WORD;
            default -> null;
        };
    }

    private void escaped(byte b) {
        if (b == '[' || b == 'O') {
            sequence.setLength(0);
            sequence.append((char) b);
            state = State.SEQUENCE;
        } else if (b == ESC) {
            key(KeyName.ESCAPE);
        } else {
            state = State.GROUND;
            if (b == '\r' || b == '\n') {
                key(KeyName.NEWLINE);
            } else if (b == 0x7f || b == 0x08) {
                key(KeyName.DELETE_WORD);
            }
        }
    }

    private void sequence(byte b) {
        sequence.append((char) (b & 0xff));
        boolean last = sequence.charAt(0) == 'O' ? sequence.length() == 2 : b >= 0x40 && b <= 0x7e;
        if (!last && sequence.length() < LONGEST_SEQUENCE) {
            return;
        }
        state = State.GROUND;
        String keys = sequence.toString();
        if (keys.equals("[200~")) {
            state = State.PASTE;
            paste.reset();
            pasteEndSeen = 0;
        } else {
            KeyName name = named(keys);
            if (name != null) {
                key(name);
            }
        }
    }

    /** xterm's sequences; a modifier ({@code ESC[1;5C}) changes nothing but Enter ({@code ESC[13;2u}). */
    private static @Nullable KeyName named(String keys) {
        char last = keys.charAt(keys.length() - 1);
        return switch (last) {
            case 'A' -> KeyName.UP;
            case 'B' -> KeyName.DOWN;
            case 'C' -> KeyName.RIGHT;
            case 'D' -> KeyName.LEFT;
            case 'F' -> KeyName.END;
            case 'H' -> KeyName.HOME;
            case 'M' -> keys.equals("OM") ? KeyName.SUBMIT : null;
            case 'u' -> keys.startsWith("[13;") ? KeyName.NEWLINE : null;
            case '~' ->
                switch (keys) {
                    case "[1~", "[7~" -> KeyName.HOME;
                    case "[4~", "[8~" -> KeyName.END;
                    case "[3~" -> KeyName.DELETE;
                    default -> null;
                };
            default -> null;
        };
    }

    private void pasted(byte b) {
        paste.write(b);
        if (b == PASTE_END[pasteEndSeen]) {
            pasteEndSeen++;
        } else {
            pasteEndSeen = b == PASTE_END[0] ? 1 : 0;
        }
        if (pasteEndSeen == PASTE_END.length) {
            byte[] all = paste.toByteArray();
            String content = new String(all, 0, all.length - PASTE_END.length, StandardCharsets.UTF_8);
            found.add(new Input.Paste(content.replace("\r\n", "\n").replace('\r', '\n')));
            paste.reset();
            state = State.GROUND;
        }
    }

    /** Emits what was typed; a character whose bytes are not all there yet waits, unless something else follows it. */
    private void emitText(boolean incompleteToo) {
        byte[] all = text.toByteArray();
        int length = incompleteToo ? all.length : completeLength(all);
        if (length > 0) {
            found.add(new Input.Text(new String(all, 0, length, StandardCharsets.UTF_8)));
        }
        text.reset();
        text.write(all, length, all.length - length);
    }

    private static int completeLength(byte[] bytes) {
        int length = bytes.length;
        for (int back = 1; back <= Math.min(3, length); back++) {
            int b = bytes[length - back] & 0xff;
            if (b < 0x80) {
                return length;
            }
            if (b >= 0xc0) {
                int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return needed > back ? length - back : length;
            }
        }
        return length;
    }

    private void key(KeyName name) {
        found.add(new Input.Key(name));
    }
}
