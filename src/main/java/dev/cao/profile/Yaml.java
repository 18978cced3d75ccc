package dev.cao.profile;

import dev.cao.io.Json;
import java.util.List;
import java.util.stream.Collectors;

/** Writes values as YAML that reads back as exactly what was given. */
final class Yaml {
    private Yaml() {}

    /** Returns a text on one line: as it is where no parser could take it for something else, else quoted. */
    static String text(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_./-]*") && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")
                ? text
                : Json.line(text);
    }

    static String list(List<String> texts) {
        return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Returns {@code key: text}, as a block of lines where it has several, with this many blanks before it. */
    static String field(int indent, String key, String text) {
        String blanks = " ".repeat(indent);
        String stripped = text.strip();
        if (!stripped.contains("\n") || !stripped.matches("[\\n\\x20-\\x7E\\u00A0-\\uD7FF\\uE000-\\uFEFE]*")) {
            return "%s%s: %s\n".formatted(blanks, key, text(stripped));
        }
        String inner = blanks + "  ";
        return stripped.lines()
                .map(line -> line.isBlank() ? "" : inner + line.stripTrailing())
                .collect(Collectors.joining("\n", "%s%s: |\n".formatted(blanks, key), "\n"));
    }
}
