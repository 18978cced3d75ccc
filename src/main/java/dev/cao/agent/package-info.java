/** What cao knows of each agent CLI, one class per CLI. */
@NullMarked
package dev.cao.agent;

import org.jspecify.annotations.NullMarked;
