package dev.cao.terminal;

/** Keeps what a pane prints, and of a program that prints without end the last 32 to 64 MB. */
final class PaneOutput {
    /** 32 MB: the shell counts in blocks of 512 bytes. */
    private static final long BLOCKS = 65_536;

    private static final long BYTES = BLOCKS * 512;

    private PaneOutput() {}

    /**
     * Returns the shell's command that writes its input to the file as it comes. A full file is put aside, in the place of
     * the one before; at that seam up to a read's length may be missing. The kernel tells when a file is full (SIGXFSZ):
     * no program of every system counts bytes without holding them back. A full disk ends it.
     *
     * @param file the file's name in the shell's own words
     */
    static String keptIn(String file) {
        return "umask 077; f=%s; ulimit -c 0; ulimit -f %d 2>/dev/null; ".formatted(file, BLOCKS)
                + "until cat >>\"$f\" 2>/dev/null; do "
                + "[ \"$(wc -c <\"$f\")\" -ge %d ] && mv -f \"$f\" \"$f.old\" || break; done".formatted(BYTES);
    }
}
