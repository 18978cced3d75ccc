package dev.cao.provider.q;

import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Which engine a Kiro is started with: the second one tells its answers and keeps to an agent file, the third does not. */
enum KiroEngine {
    /** It is the only one, or the default. */
    SECOND_BY_ITSELF(List.of()),
    SECOND_BY_NAME(List.of("--agent-engine", "v2")),
    SECOND_BY_FLAG(List.of("--v2")),
    THIRD(List.of());

    private static final int FIRST_OF_THE_THIRD = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> arguments;

    KiroEngine(List<String> arguments) {
        this.arguments = arguments;
    }

    List<String> arguments() {
        return arguments;
    }

    /** Asks the program what it offers; one that says nothing is taken to have the newest engine alone. */
    static KiroEngine of(Path program, String version) {
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) < FIRST_OF_THE_THIRD) {
            return SECOND_BY_ITSELF;
        }
        try {
            String help = Subprocess.run(
                            List.of(program.toString(), "chat", "--help"), Path.of("/"), Map.of(), "", PATIENCE)
                    .out();
            if (help.contains("--agent-engine")) {
                return SECOND_BY_NAME;
            }
            return help.lines().anyMatch(line -> line.strip().startsWith("--v2")) ? SECOND_BY_FLAG : THIRD;
        } catch (IOException _) {
            return THIRD;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return THIRD;
        }
    }
}
