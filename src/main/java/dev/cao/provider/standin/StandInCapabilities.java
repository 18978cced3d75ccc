package dev.cao.provider.standin;

import dev.cao.agent.Capabilities;
import dev.cao.agent.Capabilities.Cannot;
import dev.cao.agent.Capabilities.Verification;
import dev.cao.agent.ContractCase;
import java.util.List;
import java.util.Map;

/** What the stand-in agent cannot do in its two uses. */
final class StandInCapabilities {
    private static final Cannot NO_TOOLS = new Cannot(
            "nothing asks for a permission", "a program does what its user may do; the stand-in does not look into it");
    private static final Cannot NO_ROLE =
            new Cannot("a role is not enforced", "the program is the user's own, and does what it does");
    private static final Cannot NO_SERVER =
            new Cannot("cao's tools are not offered", "the stand-in starts no MCP server");

    static final Capabilities COMMAND = new Capabilities(
            "this cao",
            Verification.PART_OF_CAO,
            Map.ofEntries(
                    Map.entry(ContractCase.PERMISSION_ALLOWED, NO_TOOLS),
                    Map.entry(ContractCase.PERMISSION_DENIED, NO_TOOLS),
                    Map.entry(ContractCase.PERMISSION_BY_NOBODY, NO_TOOLS),
                    Map.entry(
                            ContractCase.QUESTION,
                            new Cannot("a program cannot ask", "it has the task as its input, and then no more")),
                    Map.entry(
                            ContractCase.API_ERROR,
                            new Cannot(
                                    "its task fails as `rejected_result`, with the exit code and the end of its standard error",
                                    "why a program failed is not known")),
                    Map.entry(
                            ContractCase.OVERLOAD,
                            new Cannot(
                                    "the task fails, unless the program itself tries again; `retry` in a plan gives it again",
                                    "why a program failed is not known")),
                    Map.entry(
                            ContractCase.RESUME,
                            new Cannot("each task stands for itself", "a program is started anew for each task")),
                    Map.entry(
                            ContractCase.USAGE,
                            new Cannot("tokens are not counted", "what a program pays for is not known")),
                    Map.entry(
                            ContractCase.BACKGROUND_WORK,
                            new Cannot("work left behind is ended", "whatever a program leaves running ends with it")),
                    Map.entry(ContractCase.ROLE, NO_ROLE),
                    Map.entry(ContractCase.TOOLS, NO_SERVER)),
            List.of("Any program: its standard output is the answer, its exit code the outcome."));

    static final Capabilities SCRIPT = new Capabilities(
            "this cao",
            Verification.PART_OF_CAO,
            Map.of(ContractCase.ROLE, NO_ROLE),
            List.of("Plays a script, for tests and rehearsals."));

    private StandInCapabilities() {}
}
