package dev.cao.run;

import dev.cao.agent.AgentProvider;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The contract with a stand-in for the Amazon Q Developer CLI. */
@Tag("e2e")
class AmazonQContractTest extends QContract {
    @Override
    public AgentProvider provider() {
        return named("amazon-q");
    }

    @Override
    String kind() {
        return "AMAZON_Q";
    }

    @Override
    String version() {
        return "q 1.19.7";
    }

    @Override
    int answersOfTwo() {
        return 1;
    }

    @Override
    public List<String> escape() {
        return List.of("C-c");
    }
}
