/** Shows a run while it goes on, on a whole terminal, and takes keys. */
@NullMarked
package dev.cao.watch;

import org.jspecify.annotations.NullMarked;
