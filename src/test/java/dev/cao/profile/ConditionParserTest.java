package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a.done                                     | a.done
                    a.done and b.failed or c.skipped           | a.done and b.failed or c.skipped
                    (a.done and b.failed) or c.skipped         | a.done and b.failed or c.skipped
                    a.done and (b.failed or c.skipped)         | a.done and (b.failed or c.skipped)
                    not a.done and b.done                      | not a.done and b.done
                    not (a.done and b.done)                    | not (a.done and b.done)
                    not not a.done                             | not not a.done
                    a.done or (b.done or c.done)               | a.done or (b.done or c.done)
                    (a.done or b.done) or c.done               | a.done or b.done or c.done
                    a contains 'say "no"'                      | a contains "say \\"no\\""
                    a contains "back\\\\slash"                 | a contains "back\\\\slash"
                    ((a-b_1.done))                             | a-b_1.done
                    """)
    void conditionIsReadAsItIsWrittenBack(String written, String back) {
        Condition condition = ConditionParser.parse(written).condition().orElseThrow();

        assertThat(PlanText.of(condition)).isEqualTo(back);
        assertThat(ConditionParser.parse(back).condition()).contains(condition);
    }
}
