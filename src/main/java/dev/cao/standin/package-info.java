/** The stand-in agent: an interactive program for a pane with the manners of an agent CLI. */
@NullMarked
package dev.cao.standin;

import org.jspecify.annotations.NullMarked;
