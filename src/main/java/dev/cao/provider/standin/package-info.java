/** The stand-in agent of our own, and any program behind it. */
@NullMarked
package dev.cao.provider.standin;

import org.jspecify.annotations.NullMarked;
