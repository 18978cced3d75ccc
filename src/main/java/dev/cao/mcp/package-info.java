/** What an agent CLI starts: the bridge between its stdio and the run's socket, and the hook that reports an event. */
@NullMarked
package dev.cao.mcp;

import org.jspecify.annotations.NullMarked;
