package dev.cao.domain;

import java.util.Optional;

/** A tool call as the journal tells it; {@code answer} is empty while it is under way. */
public record CallView(CallKey key, Address caller, String tool, String arguments, Optional<Answer> answer) {
    /** What the caller was told; {@code result} is JSON. */
    public record Answer(boolean ok, String result) {}
}
