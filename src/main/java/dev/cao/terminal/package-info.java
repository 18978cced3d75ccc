/** Sessions, screens and keys; the only place that runs tmux. */
@NullMarked
package dev.cao.terminal;

import org.jspecify.annotations.NullMarked;
