/** The three verbs and their companions as values: calls, results, and the catalog shown to models. */
@NullMarked
package dev.cao.tool;

import org.jspecify.annotations.NullMarked;
