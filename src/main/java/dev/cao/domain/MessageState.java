package dev.cao.domain;

import java.util.Locale;

/** Where a message stands. A message goes into its receiver's conversation at most once. */
public enum MessageState {
    /** Durable; its receiver cannot take it yet. */
    RECORDED,
    /** Typed, or about to be; no receipt yet. */
    SENT,
    /** The receiver's own receipt has come. Final. */
    ACCEPTED,
    /** A crash came between typing and receipt, and neither can be proven. Final unless a person decides. */
    UNCERTAIN,
    /** Could not be delivered; the reason is with it. Final. */
    FAILED;

    /** Returns the name used in the journal, in JSON and on screens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
