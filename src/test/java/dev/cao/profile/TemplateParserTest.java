package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplateParserTest {
    @Test
    void namesAreFilledInOnePass() {
        Template template = TemplateParser.parse("{{a}}{{ b }} }} {x} \\{{a}}").template();

        assertThat(template.names()).containsExactly("a", "b");
        assertThat(template.fill(Map.of("a", "{{b}}", "b", "\\{{a}}"))).isEqualTo("{{b}}\\{{a}} }} {x} {{a}}");
    }

    @Test
    void writtenBackItIsTheSame() {
        String text = "x {{a}} \\{{not}} {{b-c}}\n";

        assertThat(PlanText.of(TemplateParser.parse(text).template())).isEqualTo(text);
    }

    @Test
    void missingValueIsAProgrammersMistake() {
        Template template = TemplateParser.parse("{{a}}").template();

        assertThatThrownBy(() -> template.fill(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no value for {{a}}");
    }

    @Test
    void bracesAroundNoNameAreMistakesWithTheirPlaces() {
        TemplateParser.Parsed parsed = TemplateParser.parse("a {{}} {{two words}} {{{ok}}} {{");

        assertThat(parsed.mistakes()).extracting(TemplateParser.Mistake::from).containsExactly(2, 7, 21, 30);
        assertThat(parsed.references()).isEmpty();
    }
}
