package dev.cao.provider.codex;

import dev.cao.io.JsonText;
import java.util.Collection;
import java.util.stream.Collectors;

/** Values in TOML, on one line, for Codex's {@code -c KEY=VALUE}. */
final class Toml {
    private Toml() {}

    /** A basic string has the escapes of JSON; DEL alone must be escaped besides. */
    static String string(String text) {
        return JsonText.write(text).replace("\u007f", "\\u007F");
    }

    static String list(Collection<String> texts) {
        return texts.stream().map(Toml::string).collect(Collectors.joining(",", "[", "]"));
    }
}
