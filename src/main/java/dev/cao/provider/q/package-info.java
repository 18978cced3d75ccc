/** Amazon Q Developer CLI and Kiro CLI: one program at two ages, told apart by {@link QKind}. */
@NullMarked
package dev.cao.provider.q;

import org.jspecify.annotations.NullMarked;
