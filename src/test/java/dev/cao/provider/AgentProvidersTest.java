package dev.cao.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.AgentProvider.Availability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgentProvidersTest {
    @TempDir
    Path empty;

    static List<AgentProvider> agentClis() {
        return AgentProviders.agentClis();
    }

    @ParameterizedTest
    @MethodSource("agentClis")
    void aCliThatIsNotOnThePathIsNotInstalled(AgentProvider provider) {
        Map<String, String> nothing = Map.of("PATH", empty.toString(), "HOME", empty.toString());

        assertThat(provider.installed(nothing)).isInstanceOf(Availability.Missing.class);
    }
}
