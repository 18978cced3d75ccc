package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.RunEvent;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a real CLI tells its model at the very first prompt. */
interface FirstTurnCases extends ContractWorld {
    Pattern HANDOFF = Pattern.compile("\"name\":\"[^\"]*handoff\"");

    @Test
    default void theModelHasTheToolsOfCaoFromItsFirstTurnOn() throws Exception {
        try (AgentLab lab = lab("delegates: true\n", false)) {
            lab.handoff("First «say one»");

            assertThat(model().requests().getFirst().toString()).containsPattern(HANDOFF);
            assertThat(lab.happened(event ->
                            event instanceof RunEvent.Noted note && note.text().contains("has not connected")))
                    .isFalse();
        }
    }
}
