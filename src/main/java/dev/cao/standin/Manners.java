package dev.cao.standin;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the program itself behaves, beside its answers; a script may ask for bad manners.
 *
 * @param startDelayMs how long it takes until the box takes input
 * @param startGarbage written to the screen first; empty for none
 * @param startCrash how it dies instead of being ready; null if it does not
 * @param trustDialog asks first whether the folder is trusted; Enter alone leaves
 * @param lostSubmits which submit keys, counted from 1, are ignored
 * @param lostPastes which pastes, counted from 1, are ignored
 * @param ignoredSignals names without SIG
 * @param silentEscape breaking a turn off is not told
 * @param lateDialogMs how long after it told of a request it shows the dialog
 */
record Manners(
        long startDelayMs,
        String startGarbage,
        @Nullable Crash startCrash,
        boolean trustDialog,
        Set<Integer> lostSubmits,
        Set<Integer> lostPastes,
        Set<String> ignoredSignals,
        boolean silentEscape,
        long lateDialogMs) {
    static final Manners GOOD = new Manners(0, "", null, false, Set.of(), Set.of(), Set.of(), false, 0);

    Manners {
        lostSubmits = Set.copyOf(lostSubmits);
        lostPastes = Set.copyOf(lostPastes);
        ignoredSignals = Set.copyOf(ignoredSignals);
    }

    /**
     * A sudden death, without a last event.
     *
     * @param signal without SIG; empty to leave by the exit code
     */
    record Crash(int exitCode, String signal) {}
}
