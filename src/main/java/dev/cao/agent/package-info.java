/** The port to agent CLIs: how one is started, heard, typed to and answered, and the status that follows from its facts. */
@NullMarked
package dev.cao.agent;

import org.jspecify.annotations.NullMarked;
