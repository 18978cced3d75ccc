package dev.cao.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
    @Test
    void writesOnOneLineWhatReadsBackTheSame() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "\"q\" \\ \n\t\u0001\u007f\u2028 漢👍 \ud800");
        value.put("numbers", List.of(1L, -2L, 1.5));
        value.put("words", Arrays.asList(true, false, null));
        value.put("empty", Map.of());

        String json = JsonText.write(value);

        assertThat(json).doesNotContain("\n");
        assertThat(JsonText.read(json)).isEqualTo(value);
        assertThat(Json.parseObject(json).path("text").asText()).isEqualTo(value.get("text"));
    }

    @Test
    void tellsWhereTheTextIsNotJson() {
        assertThatThrownBy(() -> JsonText.read("{\"a\": 1,\n \"a\": 2}"))
                .hasMessage("the key \"a\" comes twice at line 2, column 8");
        assertThatThrownBy(() -> JsonText.read("[1, 2")).hasMessage("',' or ']' is expected at line 1, column 6");
        assertThatThrownBy(() -> JsonText.read("1 2"))
                .hasMessage("text after the end of the JSON value at line 1, column 3");
        assertThatThrownBy(() -> JsonText.read("[".repeat(100_000))).hasMessageContaining("nested too deeply");
    }
}
