package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints what makes a shell complete commands, options, runs and workers. */
@Command(
        name = "completion",
        description = "Print the completion script of a shell.",
        footer = {
            "",
            "bash:  source <(cao completion bash)",
            "zsh:   source <(cao completion zsh)",
            "fish:  cao completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "bash|zsh|fish")
    private String shell;

    CompletionCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        CompletionScript script = new CompletionScript(new Commands(wiring).all());
        Optional<String> text = switch (shell) {
            case "bash" -> Optional.of(script.bash());
            case "zsh" -> Optional.of(script.zsh());
            case "fish" -> Optional.of(script.fish());
            default -> Optional.empty();
        };
        output.printRaw(text.orElseThrow(() -> new CaoException(
                ExitStatus.USAGE,
                "there is no completion for '%s'".formatted(shell),
                "One of: " + String.join(", ", SHELLS))));
        return 0;
    }
}
