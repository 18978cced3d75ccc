/** Requests and responses of the run's socket; its server and its client. */
@NullMarked
package dev.cao.control;

import org.jspecify.annotations.NullMarked;
