/** Codex. */
@NullMarked
package dev.cao.provider.codex;

import org.jspecify.annotations.NullMarked;
