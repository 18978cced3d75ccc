/** Parses a command line, calls one method, prints the answer; builds the object graph by hand. */
@NullMarked
package dev.cao.cli;

import org.jspecify.annotations.NullMarked;
