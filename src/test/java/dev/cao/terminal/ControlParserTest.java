package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.terminal.ControlParser.Event;
import dev.cao.terminal.ControlParser.Event.Block;
import dev.cao.terminal.ControlParser.Event.Notice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ControlParserTest {
    @Test
    void blocksAndNoticesAreToldApart() {
        assertThat(parse(
                        "%sessions-changed",
                        "%begin 1 2 1", "line", "%end 1 2 1", "%begin 1 3 0", "%error 1 3 0", "cao-exit"))
                .containsExactly(
                        new Notice("%sessions-changed"),
                        new Block(true, true, List.of("line")),
                        new Block(false, false, List.of()),
                        new Notice("cao-exit"));
    }

    @Test
    void textThatLooksLikeAnEndIsText() {
        assertThat(parse("%begin 7 8 1", "%end 7 9 1", "%begin 1 1 1", "%exit", "", "%end 7 8 1"))
                .containsExactly(new Block(true, true, List.of("%end 7 9 1", "%begin 1 1 1", "%exit", "")));
    }

    private static List<Event> parse(String... lines) {
        ControlParser parser = new ControlParser();
        return Stream.of(lines).map(parser::feed).flatMap(Optional::stream).toList();
    }
}
