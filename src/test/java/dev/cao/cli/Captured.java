package dev.cao.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs commands in this process, in a home of its own, and keeps what they print. */
final class Captured {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path home;

    Captured(Path home) {
        this.home = home;
    }

    Wiring wiring() {
        return new Wiring(
                Map.of("CAO_HOME", home.resolve("state").toString(), "HOME", home.toString()),
                Map.of("java.io.tmpdir", home.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    int run(String... arguments) {
        return Main.run(List.of(arguments), wiring());
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
