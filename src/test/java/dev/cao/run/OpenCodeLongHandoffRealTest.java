package dev.cao.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;

/** OpenCode gives a tool up after 60 s, if nothing else is said. */
@Real(RealCli.OPENCODE)
class OpenCodeLongHandoffRealTest extends LongHandoff {
    @Override
    String provider() {
        return "opencode";
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeCompletions();
    }

    @Override
    Map<String, String> environment(Path folder, FakeModel model) throws Exception {
        return CliHomes.openCode(folder, model);
    }

    @Override
    String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool("cao_" + tool, arguments);
    }

    @Override
    int seconds() {
        return 70;
    }
}
