/** The port to the brain that decides who does what, and its adapters. */
@NullMarked
package dev.cao.supervisor;

import org.jspecify.annotations.NullMarked;
