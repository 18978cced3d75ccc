package dev.cao.report;

import java.util.Locale;
import java.util.function.BiFunction;

/** Writes HTML and SVG. Whatever is not markup of ours is escaped. For one thread. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Adds markup of ours; each {@code %s} is put in as escaped text, which also fits between double quotes. */
    Html add(String markup, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            safe[i] = values[i] instanceof Double number ? shown(number) : Xml.escaped(String.valueOf(values[i]), true);
        }
        text.append(values.length == 0 ? markup : markup.formatted(safe));
        return this;
    }

    /** Adds what is HTML already. */
    Html raw(String html) {
        text.append(html);
        return this;
    }

    /** Returns the beginning, so short that it is no more than about that many bytes once it is escaped. */
    static String head(String text, int bytes) {
        return fitting(text, bytes, Texts::head);
    }

    /** As {@link #head}, the end. */
    static String tail(String text, int bytes) {
        return fitting(text, bytes, Texts::tail);
    }

    private static String fitting(String text, int bytes, BiFunction<String, Integer, String> cut) {
        int most = Math.min(text.length(), Math.max(40, bytes));
        String fitting = cut.apply(text, most);
        while (most > 40 && MarkdownHtml.bytes(Xml.escaped(fitting, true)) > bytes) {
            most = Math.max(40, most * 3 / 4);
            fitting = cut.apply(text, most);
        }
        return fitting;
    }

    private static String shown(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
