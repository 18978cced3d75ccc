package dev.cao.report;

import java.util.Locale;

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

    private static String shown(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
