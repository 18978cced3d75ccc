package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.supervisor.ActionGroup;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolDescription;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What belongs to Amazon Bedrock alone. */
@Command(
        name = "bedrock",
        description = "Prepare what belongs to Amazon Bedrock alone.",
        synopsisSubcommandLabel = "COMMAND")
final class BedrockCommand implements Runnable {
    /** For workers, and for runs with a person; an agent in AWS has neither. */
    private static final Set<String> NOT_FOR_AGENTS = Set.of("report_result", "ask_user");

    @Mixin
    private final Output output;

    BedrockCommand(Wiring wiring) {
        this.output = wiring.output();
    }

    @Override
    public void run() {
        throw new CaoException(ExitStatus.USAGE, "bedrock wants a command", "It is: export-action-group.");
    }

    @Command(
            name = "export-action-group",
            description = "Print the action group that an agent made in AWS needs, as JSON.",
            footer = {
                "",
                "  cao bedrock export-action-group >group.json",
                "  aws bedrock-agent create-agent-action-group --agent-id ID --agent-version DRAFT \\",
                "      --cli-input-json file://group.json",
                "Then prepare the agent, make an alias, and name both in the profile (docs/bedrock.md)."
            })
    int exportActionGroup() {
        List<ToolDescription> tools = ToolCatalog.all().stream()
                .filter(tool -> !NOT_FOR_AGENTS.contains(tool.name()))
                .toList();
        output.print(ActionGroup.export(tools));
        return ExitStatus.DONE.code();
    }
}
