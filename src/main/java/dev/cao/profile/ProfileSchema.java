package dev.cao.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The JSON schemas (draft 2020-12) that editors check profiles with. */
public final class ProfileSchema {
    /** What there is a schema for. */
    public static final List<String> NAMES = List.of("team", "agent");

    private ProfileSchema() {}

    /** Returns the schema as JSON text; empty when there is none of that name. */
    public static Optional<String> of(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = ProfileSchema.class.getResourceAsStream(name + ".schema.json")) {
            if (in == null) {
                throw new IllegalStateException("the schema of " + name + " is missing in this build");
            }
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
