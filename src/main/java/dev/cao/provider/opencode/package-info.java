/** OpenCode, heard and answered by a plugin inside of it. */
@NullMarked
package dev.cao.provider.opencode;

import org.jspecify.annotations.NullMarked;
