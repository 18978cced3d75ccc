package dev.cao.standin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands below the conversation at one moment.
 *
 * @param unfinished the line of the answer that still grows; empty when none
 * @param queued prompts that wait for their turn
 * @param spinner what it works at; empty when idle
 * @param hint what an empty box shows, dim
 * @param mode the line below the box
 */
record Scene(
        String unfinished,
        List<String> queued,
        String spinner,
        @Nullable Dialog dialog,
        InputBox box,
        String hint,
        String mode) {}
