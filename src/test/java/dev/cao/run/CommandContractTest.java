package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.io.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The contract with {@code provider: command}, whose program asks a model. */
@Tag("e2e")
class CommandContractTest extends ProviderContract {
    @Override
    public AgentProvider provider() {
        return named("command");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeAnthropic();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        AskModel.program(folder, model());
        return Map.of();
    }

    @Override
    String profile() {
        return "provider: command\ncommand: ['%s']\n".formatted(folder.resolve("bin/ask"));
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool("shell", Json.object().put("command", command));
    }

    @Override
    public String background(String command) {
        return shell("{ " + command + "; } &");
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of();
    }
}
