package dev.cao.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaudePlacesTest {
    /** As Claude Code 2.1.330 begins a transcript, before the first prompt is in it. */
    private static final String BEGINNING = """
            {"type":"mode","mode":"normal","sessionId":"s"}
            {"type":"permission-mode","permissionMode":"default","sessionId":"s"}
            {"type":"atis-latch","atis":"","sessionId":"s"}
            """;

    @TempDir
    Path folder;

    private boolean holds(String transcript) throws Exception {
        return ClaudePlaces.holdsMessages(Files.writeString(folder.resolve("s.jsonl"), transcript));
    }

    @Test
    void aConversationWithoutAPromptCannotBeTakenUp() throws Exception {
        assertThat(ClaudePlaces.holdsMessages(folder.resolve("none.jsonl"))).isFalse();
        assertThat(holds(BEGINNING)).isFalse();
        assertThat(holds(BEGINNING + "{\"type\":\"queue-operation\",\"content\":{\"type\":\"user\"}}\n"))
                .isFalse();
        assertThat(holds(BEGINNING + "{\"type\":\"user\",\"message\":{\"role\":\"us"))
                .isFalse();
    }

    @Test
    void aConversationWithAPromptCan() throws Exception {
        assertThat(holds(BEGINNING + "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"go\"}}\n"))
                .isTrue();
    }
}
