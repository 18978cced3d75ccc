package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookEventsTest {
    @TempDir
    Path folder;

    private static JournalEntry reached(String agent, boolean pauses) {
        return new JournalEntry(
                2,
                Instant.parse("2026-11-23T10:00:01Z"),
                new RunEvent.LimitReached(agent, "cost", "3.01 of 3.00 USD", pauses));
    }

    @Test
    void aRunThatRestsAtALimitIsToldWithTheCommandThatRaisesIt() {
        assertThat(HookEvents.blocked(new SampleRun(folder).record(), reached("", true)))
                .hasValueSatisfying(event -> assertThat(event)
                        .contains(
                                "\"waits_for\":\"limit\"",
                                "3.01 of 3.00 USD",
                                "cao resume bank-7f3 --limit cost=VALUE"));
    }

    @Test
    void anAgentThatRestsAtItsLimitIsNamed() {
        assertThat(HookEvents.blocked(new SampleRun(folder).record(), reached("security", true)))
                .hasValueSatisfying(
                        event -> assertThat(event).contains("\"worker\":\"security\"", "--limit security.cost=VALUE"));
    }

    @Test
    void aLimitThatEndsSomethingNeedsNobody() {
        assertThat(HookEvents.blocked(new SampleRun(folder).record(), reached("", false)))
                .isEmpty();
    }
}
