/** Claude Code. */
@NullMarked
package dev.cao.provider.claude;

import org.jspecify.annotations.NullMarked;
