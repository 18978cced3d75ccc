package dev.cao.provider.q;

import dev.cao.agent.Capabilities;
import dev.cao.agent.Capabilities.Cannot;
import dev.cao.agent.Capabilities.Verification;
import dev.cao.agent.ContractCase;
import java.util.List;
import java.util.Map;

/** What the two cannot do, by their sources and documents. */
final class QCapabilities {
    private static final Map<ContractCase, Cannot> CANNOT = Map.of(
            ContractCase.QUESTION,
            new Cannot("it asks in its answer", "no tool is documented with which the agent asks its user"),
            ContractCase.OVERLOAD,
            new Cannot(
                    "the task fails with `api_error`; `retry` in a plan gives it again",
                    "what it does about an overloaded API is not documented"),
            ContractCase.USAGE,
            new Cannot("tokens are not counted", "it shows what share of the context is used, and no hook tells more"),
            ContractCase.BACKGROUND_WORK,
            new Cannot(
                    "what a command leaves running is not waited for",
                    "no tool is documented whose work goes on after the turn"));

    private static final String BY_FILE = "Texts of several lines go by a file that the agent is asked to read:"
            + " what becomes of a paste of several lines is not documented.";
    private static final String GUEST = " while the worker lives: that is where the CLI looks for it.";

    static final Capabilities AMAZON_Q = new Capabilities(
            "1.19.7",
            Verification.STAND_IN,
            CANNOT,
            List.of(
                    "Puts `~/.aws/amazonq/cli-agents/cao-WORKER-ID.json` there" + GUEST,
                    BY_FILE,
                    "Answers come from its own store, which keeps the last conversation of each directory: give workers"
                            + " that work at the same time a `workdir` each, or ask for `result: required`.",
                    "A conversation is taken up again only if it is the last one of its directory.",
                    "A permission, a turn broken off and an error are seen on the screen alone."));

    static final Capabilities KIRO = new Capabilities(
            "2.13.0",
            Verification.STAND_IN,
            CANNOT,
            List.of(
                    "Puts `~/.kiro/agents/cao-WORKER-ID.json` there" + GUEST,
                    BY_FILE,
                    "`permissions: allow` without a role or `tools` starts it with `--trust-all-tools`, and accepts its"
                            + " dialog about that.",
                    "From version 3 on the older engine is asked for where `kiro-cli chat --help` offers it; the new one"
                            + " does not tell its answers, so that its workers need `result: required`, and keeps no role.",
                    "A permission, a turn broken off and an error are seen on the screen alone."));

    private QCapabilities() {}
}
