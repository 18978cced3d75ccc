package dev.cao.standin;

import java.util.Map;

/** Texts with <code>{{name}}</code> in them. Stateless. */
final class Placeholders {
    private Placeholders() {}

    /** Puts the values in, in one pass: what a value holds stays as it is, and so does a name without a value. */
    static String fill(String text, Map<String, String> values) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        int open = text.indexOf("{{");
        while (open >= 0) {
            int close = text.indexOf("}}", open);
            if (close < 0) {
                break;
            }
            String value = values.get(text.substring(open + 2, close).strip());
            out.append(text, at, open).append(value == null ? text.substring(open, close + 2) : value);
            at = close + 2;
            open = text.indexOf("{{", at);
        }
        return out.append(text, at, text.length()).toString();
    }
}
