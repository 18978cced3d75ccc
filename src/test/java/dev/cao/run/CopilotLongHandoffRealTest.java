package dev.cao.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;

/** Copilot gives a tool up after 180 s, if nothing else is said. */
@Real(RealCli.COPILOT)
class CopilotLongHandoffRealTest extends LongHandoff {
    @Override
    String provider() {
        return "copilot";
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeCompletions();
    }

    @Override
    Map<String, String> environment(Path folder, FakeModel model) throws Exception {
        return CliHomes.copilot(folder, model, true);
    }

    @Override
    String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool("cao-" + tool, arguments);
    }

    @Override
    int seconds() {
        return 195;
    }
}
