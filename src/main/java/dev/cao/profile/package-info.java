/** Reads and checks team and agent profiles; every complaint has file, line, column and field. */
@NullMarked
package dev.cao.profile;

import org.jspecify.annotations.NullMarked;
