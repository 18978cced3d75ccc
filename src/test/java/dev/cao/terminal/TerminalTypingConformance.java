package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cao.domain.ProcessExit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What typing must do in every runtime; a part of {@link TerminalRuntimeConformance}. */
abstract class TerminalTypingConformance extends TerminalFixture {
    @Test
    void pasteArrivesVerbatimAsOneBracketedPaste() throws Exception {
        Path file = world.directory().resolve("typed");
        Session session = startReader("reader", file);
        String text =
                "plain 'quotes' \"double\" $HOME `id` \\ #{pane_id} ~ %1 ; {x}\n\ttab\n日本語 한국어 👩‍👩‍👧 🏳️‍🌈 e\u0301 ﷺ end";

        runtime.paste(session, text, PasteLimits.NONE);

        awaitText(file, "\u001b[201~");
        assertThat(Files.readString(file)).isEqualTo("\u001b[200~" + text.replace('\n', '\r') + "\u001b[201~");
    }

    @Test
    void hundredKilobytesArriveVerbatim() throws Exception {
        Path file = world.directory().resolve("typed");
        Session session = startReader("reader", file);
        String text = "0123456789 日本語 👩‍👩‍👧 'x' \"y\" $z\n".repeat(2400);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(100_000);

        runtime.paste(session, text, PasteLimits.NONE);

        awaitText(file, "\u001b[201~");
        assertThat(Files.readString(file)).isEqualTo("\u001b[200~" + text.replace('\n', '\r') + "\u001b[201~");
    }

    @Test
    void controlBytesAndTheEndOfAPasteAreRemoved() throws Exception {
        Path file = world.directory().resolve("typed");
        Session session = startReader("reader", file);

        runtime.paste(session, "a\u001b[201~\u0003b\u0000\u007f\u009b201~\u0004c\r\nd\re", PasteLimits.NONE);

        awaitText(file, "\u001b[201~");
        assertThat(Files.readString(file)).isEqualTo("\u001b[200~a[201~b201~c\rd\re\u001b[201~");
    }

    @Test
    void longTextIsPastedInPiecesInOrder() throws Exception {
        Path file = world.directory().resolve("typed");
        Session session = startReader("reader", file);

        runtime.paste(session, "1\n2\n3\n4\n5", new PasteLimits(2, 1000));

        awaitText(file, "5\u001b[201~");
        assertThat(Files.readString(file))
                .isEqualTo("\u001b[200~1\r2\r\u001b[201~\u001b[200~3\r4\r\u001b[201~\u001b[200~5\u001b[201~");
    }

    @Test
    void pastesOfTwoThreadsNeverMix() throws Exception {
        Path file = world.directory().resolve("typed");
        Session session = startReader("reader", file);
        String many = "a\n".repeat(200);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> pastes = new ArrayList<>();
            for (String letter : List.of("a", "b", "c", "d")) {
                pastes.add(() -> {
                    runtime.paste(session, many.replace("a", letter), new PasteLimits(10, 1000));
                    return letter;
                });
            }
            for (var paste : threads.invokeAll(pastes)) {
                paste.get();
            }
        }
        runtime.paste(session, "!", PasteLimits.NONE);

        String typed = awaitText(file, "!\u001b[201~");
        assertThat(typed.replaceAll("[^abcd]", "").replaceAll("(.)\\1+", "$1")).hasSize(4);
    }

    @Test
    void keysArePressedInOrder() throws Exception {
        Path file = world.directory().resolve("typed");
        Session session = startReader("reader", file);

        runtime.press(
                session, List.of(Key.Y, Key.ENTER, Key.UP, Key.TAB, Key.CTRL_C, Key.BACKSPACE, Key.ONE, Key.ESCAPE));

        awaitText(file, "1\u001b");
        assertThat(Files.readString(file)).isEqualTo("y\r\u001b[A\t\u0003\u007f1\u001b");
    }

    @Test
    void nothingIsTypedIntoAnEndedProgram() throws Exception {
        // A terminal may lose what is printed in the very moment of the end, so the end waits for a key.
        Session session = runtime.start(spec("ended", List.of("sh", "-c", "echo last words; read key; exit 3")));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> runtime.capture(session, 0).text().contains("last words"));
        runtime.press(session, List.of(Key.ENTER));
        listener.awaitEnd(session);

        assertThatExceptionOfType(SessionGoneException.class)
                .isThrownBy(() -> runtime.paste(session, "text", PasteLimits.NONE))
                .satisfies(gone -> assertThat(gone.exit()).isEqualTo(new ProcessExit.Code(3)));
        assertThatExceptionOfType(SessionGoneException.class)
                .isThrownBy(() -> runtime.press(session, List.of(Key.ENTER)));
        assertThatExceptionOfType(SessionGoneException.class).isThrownBy(() -> runtime.signal(session, "INT"));
        assertThat(runtime.capture(session, 0).text()).contains("last words");
    }

    @Test
    void nothingIsTypedIntoASessionThatWasKilled() throws Exception {
        Session other = runtime.start(spec("other", List.of("sleep", "60")));
        Session session = runtime.start(spec("killed", List.of("sleep", "60")));
        runtime.kill(session);

        assertThatExceptionOfType(SessionGoneException.class)
                .isThrownBy(() -> runtime.paste(session, "text", PasteLimits.NONE));
        assertThatExceptionOfType(SessionGoneException.class)
                .isThrownBy(() -> runtime.press(session, List.of(Key.ENTER)));
        assertThatExceptionOfType(SessionGoneException.class).isThrownBy(() -> runtime.capture(session, 0));
        assertThatExceptionOfType(SessionGoneException.class).isThrownBy(() -> runtime.presence(session));
        assertThat(runtime.capture(other, 0).text()).isBlank();
    }
}
