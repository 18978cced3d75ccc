/** GitHub Copilot CLI, heard by the events that it keeps of each session. */
@NullMarked
package dev.cao.provider.copilot;

import org.jspecify.annotations.NullMarked;
