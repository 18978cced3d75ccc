/** The operating system, made injectable: processes, sockets, files, time, JSON. Knows nothing of agents. */
@NullMarked
package dev.cao.io;

import org.jspecify.annotations.NullMarked;
