package dev.cao.run;

import dev.cao.terminal.TerminalRuntime;

/**
 * What a run stands on while it lives.
 *
 * @param team who has a session in it
 * @param sameServer whether the terminal server is that of an earlier orchestrator, with its sessions
 */
record Stage(
        Team team,
        RunSockets sockets,
        TerminalRuntime terminal,
        boolean sameServer,
        WorkerCrew crew,
        Tokens tokens,
        TeamToolbox toolbox) {}
