package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EventHistoryTest {
    @Test
    void promptsWithoutAnEndAreUnfinished() {
        EventHistory history = EventHistory.of("""
                {"seq":1,"event":"session_start","session":"s"}
                {"seq":2,"event":"prompt_submitted","session":"s","prompt":"p1"}
                {"seq":3,"event":"turn_ended","session":"s","prompt":"p1"}
                {"seq":4,"event":"prompt_submitted","session":"s","prompt":"p2"}
                {"seq":5,"event":"permission_request","session":"s","prompt":"p2","request":"r1"}
                {"seq":9,"event":"prompt_submitted","session":"other","prompt":"p3"}
                """, "s");

        assertThat(history).isEqualTo(new EventHistory(9, 2, 1, 1, List.of("p2"), true, false));
    }

    @Test
    void halfALineAtTheEndIsPassedOver() {
        EventHistory history =
                EventHistory.of("{\"seq\":1,\"event\":\"ready\",\"session\":\"s\"}\n{\"seq\":2,\"ev", "s");

        assertThat(history.lastSeq()).isEqualTo(1);
        assertThat(history.endsInTheMiddleOfALine()).isTrue();
    }

    @Test
    void anotherSessionIsNotKnown() {
        assertThat(EventHistory.of("{\"seq\":1,\"event\":\"ready\",\"session\":\"s\"}\n", "t")
                        .known())
                .isFalse();
    }
}
