package dev.cao.report;

import java.util.Map;

/**
 * Writes one XML document, two spaces a level. What XML 1.0 cannot hold is shown instead of dropped: control characters
 * as their pictures (U+2400 and on), half surrogates and non-characters as U+FFFD. For one thread.
 */
final class Xml {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int depth;

    Xml open(String element, Map<String, String> attributes) {
        start(element, attributes).append(">\n");
        depth++;
        return this;
    }

    Xml close(String element) {
        depth--;
        text.repeat("  ", depth).append("</").append(element).append(">\n");
        return this;
    }

    Xml empty(String element, Map<String, String> attributes) {
        start(element, attributes).append("/>\n");
        return this;
    }

    Xml leaf(String element, Map<String, String> attributes, String content) {
        start(element, attributes)
                .append('>')
                .append(escaped(content, false))
                .append("</")
                .append(element)
                .append(">\n");
        return this;
    }

    private StringBuilder start(String element, Map<String, String> attributes) {
        text.repeat("  ", depth).append('<').append(element);
        attributes.forEach((name, value) -> text.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(value, true))
                .append('"'));
        return text;
    }

    static String escaped(String raw, boolean attribute) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\r' -> safe.append("&#13;");
                case '"' -> safe.append(attribute ? "&quot;" : "\"");
                case '\n' -> safe.append(attribute ? "&#10;" : "\n");
                case '\t' -> safe.append(attribute ? "&#9;" : "\t");
                default -> safe.appendCodePoint(allowed(c));
            }
        });
        return safe.toString();
    }

    /** XML 1.0, production 2 (Char). */
    private static int allowed(int c) {
        if (c < 0x20) {
            return 0x2400 + c;
        }
        boolean fits = c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
        return fits ? c : 0xFFFD;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
