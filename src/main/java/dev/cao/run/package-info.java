/** Owns one run: starts workers, carries tool calls out, delivers messages, keeps the journal. */
@NullMarked
package dev.cao.run;

import org.jspecify.annotations.NullMarked;
