/** Gemini CLI. */
@NullMarked
package dev.cao.provider.gemini;

import org.jspecify.annotations.NullMarked;
