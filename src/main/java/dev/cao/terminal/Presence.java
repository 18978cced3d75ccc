package dev.cao.terminal;

import java.time.Instant;
import java.util.Optional;

/**
 * Who looks at a session.
 *
 * @param clients how many people's terminals are attached to it
 * @param lastInput when one of them last pressed a key, as far as the runtime knows (tmux: whole seconds)
 * @param inMode whether somebody scrolls or selects in it
 */
public record Presence(int clients, Optional<Instant> lastInput, boolean inMode) {}
