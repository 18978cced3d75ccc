package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every agent CLI must do for cao, case by case ({@link dev.cao.agent.ContractCase}), except for what its provider
 * declares that it cannot. The CLI is the real one where it can be had; its model is a fake that does what the prompt says.
 * A class for one CLI says how it is set up and what its tools are called.
 */
@Timeout(240)
@ExtendWith(CaseExtension.class)
abstract class ProviderContract implements TextCases, PermissionCases, FailureCases, HouseCases, DeliveryCases {
    @TempDir
    Path folder;

    private FakeModel model;

    /** Starts the fake model with the API that the CLI speaks. */
    abstract FakeModel startModel() throws Exception;

    /**
     * Writes the user's configuration of the CLI below {@link #folder}, which is its home, and returns the variables that
     * the user's environment has besides.
     *
     * @param trusted whether the CLI knows the folder {@code work} already
     */
    abstract Map<String, String> environment(boolean trusted) throws Exception;

    /** Returns the lines of an agent profile that uses the CLI. */
    abstract String profile();

    @BeforeEach
    final void startTheModel() throws Exception {
        model = startModel();
    }

    @AfterEach
    final void endTheModel() {
        model.close();
    }

    @Override
    public final FakeModel model() {
        return model;
    }

    @Override
    public final Path folder() {
        return folder;
    }

    @Override
    public final AgentLab lab(String more, boolean unattended) throws Exception {
        return AgentLab.start(folder, profile() + more, environment(true), unattended);
    }

    @Override
    public final AgentLab labInUnknownFolder() throws Exception {
        return AgentLab.start(folder, profile(), environment(false), false);
    }

    /** {@code -Dcao.crashes=N}, by scripts/crashes. */
    @Test
    @EnabledIfSystemProperty(named = "cao.crashes", matches = "\\d+")
    @Timeout(3600)
    final void noRunBreaksAPromiseWhoeverIsKilledInIt() throws Exception {
        CrashSeries series = new CrashSeries(folder, model, profile(), environment(true));

        assertThat(series.run(provider().name(), Integer.getInteger("cao.crashes")))
                .isEmpty();
    }

    static AgentProvider named(String name) {
        return dev.cao.provider.AgentProviders.named(name).orElseThrow();
    }
}
