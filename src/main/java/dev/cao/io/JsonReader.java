package dev.cao.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON document (RFC 8259); a key that comes twice is an error. Used once, by one thread. */
public final class JsonReader {
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    /** The text is not JSON. */
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String what;
        private final int line;
        private final int column;

        Malformed(String what, int line, int column) {
            super(what + " at line " + line + ", column " + column);
            this.what = what;
            this.line = line;
            this.column = column;
        }

        /** Returns what is wrong and where, for people. */
        public String what() {
            return what + " at line " + line + ", column " + column;
        }

        public int line() {
            return line;
        }

        public int column() {
            return column;
        }
    }

    @Nullable
    Object document() {
        Object value = value();
        skipBlanks();
        if (at < text.length()) {
            throw malformed("text after the end of the JSON value");
        }
        return value;
    }

    Map<String, @Nullable Object> objectDocument() {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != '{') {
            throw malformed("a JSON object is expected");
        }
        Map<String, @Nullable Object> object = object();
        skipBlanks();
        if (at < text.length()) {
            throw malformed("text after the end of the JSON object");
        }
        return object;
    }

    private @Nullable Object value() {
        skipBlanks();
        if (at >= text.length()) {
            throw malformed("the JSON value ends too early");
        }
        if (depth > DEEPEST) {
            throw malformed("nested too deeply");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        depth++;
        skipBlanks();
        if (take('}')) {
            depth--;
            return map;
        }
        do {
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw malformed("a key in double quotes is expected");
            }
            String key = string();
            skipBlanks();
            if (!take(':')) {
                throw malformed("':' is expected");
            }
            Object value = value();
            if (map.containsKey(key)) {
                throw malformed("the key \"" + key + "\" comes twice");
            }
            map.put(key, value);
            skipBlanks();
        } while (take(','));
        if (!take('}')) {
            throw malformed("',' or '}' is expected");
        }
        depth--;
        return map;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        depth++;
        skipBlanks();
        if (take(']')) {
            depth--;
            return list;
        }
        do {
            list.add(value());
            skipBlanks();
        } while (take(','));
        if (!take(']')) {
            throw malformed("',' or ']' is expected");
        }
        depth--;
        return list;
    }

    private String string() {
        int start = ++at;
        StringBuilder unescaped = null;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                String rest = text.substring(start, at++);
                return unescaped == null ? rest : unescaped.append(rest).toString();
            }
            if (c < ' ') {
                throw malformed("a control character inside a string");
            }
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder() : unescaped;
                unescaped.append(text, start, at);
                at++;
                unescaped.append(escape());
                start = at;
            } else {
                at++;
            }
        }
        throw malformed("the string has no end");
    }

    private char escape() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u':
                return unicode();
            default:
                throw malformed("an unknown escape");
        }
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw malformed("\\u needs four hexadecimal digits");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            if (digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && digits.indexOf('E') < 0 && !digits.isEmpty()) {
                return Long.valueOf(digits);
            }
            return Double.valueOf(digits);
        } catch (NumberFormatException _) {
            at = start;
            throw malformed("a JSON value is expected");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw malformed("a JSON value is expected");
        }
        at += word.length();
        return value;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Malformed malformed(String what) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Malformed(what, line, at - lineStart + 1);
    }
}
