package dev.cao.standin;

/** What {@code cao agent --help} and {@code /help} say. */
final class HelpText {
    static final String KEYS = """
            Enter submits · C-j or Alt-Enter begins a new line · Up and Down recall prompts
            C-u clears the line · C-c clears the box, twice exits · C-d twice exits
            Esc interrupts a turn, else clears the box · text typed during a turn waits its turn
            /help shows this · /exit or exit leaves""";

    static final String USAGE = """
            Usage: cao agent [OPTIONS] [--exec COMMAND [ARGUMENT...]]

            A stand-in for an agent CLI: an interactive program with an input box, permission prompts, questions,
            an event log and resume, whose answers come from a command or a script instead of a model.
            Without a terminal each line of standard input is a prompt; answers go to standard output.

              --exec COMMAND...   answer each prompt by a run of this command: the prompt is its standard input,
                                  its standard output the answer, exit code 0 success. Everything after --exec
                                  (or after --) belongs to the command; no shell is involved
              --script FILE       answer, and misbehave, as this JSON or YAML file says
              --mcp JSON          the command of a bridge to cao's tools, a list of its words, for the action 'tool'
              --session ID        id of the conversation (default: a random UUID)
              --resume            go on with the conversation that --session names
              --events FILE       event log, one JSON object per line
                                  (default: agent/ID.jsonl in the state directory of cao)
              --name NAME         shown in the greeting
              -h, --help          show this

            Without --exec and --script it repeats what it is told.
            Exit codes: 0 left in order, 1 folder not trusted, 2 wrong usage, 129 and 143 ended by SIGHUP and SIGTERM,
            130 left by C-c twice.
            Environment: CAO_HOME (state directory), CAO_CONTROL and CAO_TOKEN (control socket that is told each event),
            CAO_HOOK_WAIT_MS (how long a permission or question waits for its word, default 10000), NO_COLOR.

            Examples:
              cao agent                                     try it by hand
              cao agent --exec wc -w                        every prompt is counted
              cao agent --script rehearsal.yaml             see docs/stand-in.md for the format
              echo "main.c" | cao agent --exec xargs cat    in a script
            """;

    private HelpText() {}
}
