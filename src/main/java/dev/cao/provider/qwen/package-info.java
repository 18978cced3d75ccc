/** Qwen Code, given its texts by a file, heard and answered by its hooks. */
@NullMarked
package dev.cao.provider.qwen;

import org.jspecify.annotations.NullMarked;
