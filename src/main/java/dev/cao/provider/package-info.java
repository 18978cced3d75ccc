/** The agent CLIs that cao knows, a package for each. */
@NullMarked
package dev.cao.provider;

import org.jspecify.annotations.NullMarked;
