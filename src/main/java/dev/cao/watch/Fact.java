package dev.cao.watch;

import java.time.Instant;

/** What a status rests on, and when it was so. */
record Fact(String text, Instant at) {}
