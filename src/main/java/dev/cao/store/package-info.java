/** The journal of a run in SQLite; the only place with SQL. */
@NullMarked
package dev.cao.store;

import org.jspecify.annotations.NullMarked;
