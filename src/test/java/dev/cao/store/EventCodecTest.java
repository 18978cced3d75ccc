package dev.cao.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.domain.RunEvent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    static Stream<RunEvent> events() {
        return EventSamples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventIsReadBackAsItWasWritten(RunEvent event) {
        RunEvent read = EventCodec.read(EventCodec.typeOf(event), EventCodec.bodyOf(event));

        assertThat(read).isEqualTo(event);
    }

    @Test
    void everyKindOfEventHasASample() {
        Stream<Class<?>> kinds = Arrays.stream(RunEvent.class.getPermittedSubclasses())
                .flatMap(group -> Arrays.stream(group.getPermittedSubclasses()));

        assertThat(events().map(Object::getClass).distinct()).containsExactlyInAnyOrderElementsOf(kinds.toList());
    }

    @Test
    void typesAreWrittenInSnakeCase() {
        assertThat(EventCodec.typeOf(new RunEvent.FileWriting("f", 1))).isEqualTo("file_writing");
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() {
        RunEvent read = EventCodec.read("file_writing", "{\"file\":\"f\",\"bytes\":1,\"later\":true}");

        assertThat(read).isEqualTo(new RunEvent.FileWriting("f", 1));
    }

    @Test
    void anUnknownTypeIsNamed() {
        assertThatThrownBy(() -> EventCodec.read("later_event", "{}")).hasMessageContaining("later_event");
    }
}
