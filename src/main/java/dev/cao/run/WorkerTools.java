package dev.cao.run;

import dev.cao.io.DirectoryWatch;
import dev.cao.io.Time;
import dev.cao.terminal.TerminalRuntime;
import java.time.Duration;

/** What the worker sessions of a run work with. */
record WorkerTools(
        Ledger ledger,
        TerminalRuntime terminal,
        WorkerLauncher launcher,
        RunDirectory directory,
        DirectoryWatch watch,
        Time time,
        Duration taskLimit,
        boolean unattended,
        TypingHolds holds,
        ListedTools listed,
        StatusBoard board,
        Stagger stagger) {}
