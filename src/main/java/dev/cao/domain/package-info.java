/** Immutable values shared by all: names, statuses, events of the journal and the state derived from them. No input or output. */
@NullMarked
package dev.cao.domain;

import org.jspecify.annotations.NullMarked;
