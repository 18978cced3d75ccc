package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitRaiseTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cost=10USD            |            | COST   | 10
            cost=0.50 USD         |            | COST   | 0.50
            tokens=2M             |            | TOKENS | 2000000
            turns=80              |            | TURNS  | 80
            time=1h30m            |            | TIME   | PT1H30M
            security.tokens=500k  | security   | TOKENS | 500000
            supervisor.cost=1USD  | supervisor | COST   | 1
            """)
    void valuesAreWrittenAsInAProfile(String text, String agent, LimitRaise.Kind limit, String value) {
        assertThat(LimitRaise.parse(text)).isEqualTo(new LimitRaise(agent == null ? "" : agent, limit, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            cost          | 'cost' is no limit; expected one such as cost=10USD
            money=3USD    | 'money=3USD' is no limit; expected one such as cost=10USD
            cost=3EUR     | '3EUR' is no value of cost; expected an amount such as 10USD
            cost=0USD     | '0USD' is no value of cost
            tokens=-1     | '-1' is no value of tokens; expected a number of tokens such as 2M
            turns=1.5     | '1.5' is no value of turns; expected a whole number
            time=soon     | 'soon' is no value of time; expected a duration such as 2h
            """)
    void nonsenseIsRefusedWithWhatWasExpected(String text, String message) {
        assertThatThrownBy(() -> LimitRaise.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void nameIsThatOfTheWarning() {
        assertThat(LimitRaise.parse("security.cost=1USD").name()).isEqualTo("security.cost");
    }
}
