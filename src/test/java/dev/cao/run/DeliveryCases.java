package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.control.ControlRequest;
import dev.cao.domain.MessageState;
import dev.cao.domain.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Many texts of every kind, one after the other: {@code scripts/deliveries} asks for them. */
interface DeliveryCases extends ContractWorld {
    /** How many are given before their ends are waited for; the last two of them are messages for a busy agent. */
    int BATCH = 10;

    @Test
    @Timeout(3600)
    @EnabledIfSystemProperty(named = "cao.deliveries", matches = "\\d+")
    default void everyDeliveryIsExactAndNoneIsDoubled() throws Exception {
        int number = Integer.getInteger("cao.deliveries");
        Random random = new Random(number);
        try (AgentLab lab = lab("", true)) {
            DeliveryFigures figures = new DeliveryFigures(provider(), lab, model());
            for (int begun = 0; begun < number; begun += BATCH) {
                List<TaskId> tasks = new ArrayList<>();
                for (int i = begun; i < Math.min(begun + BATCH - 2, number); i++) {
                    String text = MixedText.of(i, random);
                    TaskId task = lab.assign(text);
                    figures.given(task, i, text);
                    tasks.add(task);
                }
                for (int i = begun + BATCH - 2; i < Math.min(begun + BATCH, number); i++) {
                    String text = MixedText.of(i, random);
                    lab.request(new ControlRequest.Send("agent", text));
                    figures.sent(i, text);
                }
                tasks.forEach(lab::ended);
                lab.until(_ -> lab.run().state().messages().stream()
                        .allMatch(message ->
                                message.state() == MessageState.ACCEPTED || message.state() == MessageState.FAILED));
            }
            lab.untilStatus("idle");
            figures.print(number);
            assertThat(figures.wrong()).isEmpty();
        }
    }
}
