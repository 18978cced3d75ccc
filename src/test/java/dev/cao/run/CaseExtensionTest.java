package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.agent.Capabilities.Cannot;
import dev.cao.agent.ContractCase;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

final class CaseExtensionTest {
    private static final Optional<Cannot> DECLARED = Optional.of(new Cannot("it asks nobody", "it has no such tool"));

    @Test
    void aCaseThatIsNotDeclaredIsLeftToItsTest() {
        assertThatCode(() -> CaseExtension.judge("cli", ContractCase.QUESTION, Optional.empty(), Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void aDeclaredCaseThatFailsIsSkippedWithTheReason() {
        assertThatThrownBy(() -> CaseExtension.judge(
                        "cli", ContractCase.QUESTION, DECLARED, Optional.of(new AssertionError("failed"))))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("cli cannot do QUESTION: it asks nobody (it has no such tool)");
    }

    @Test
    void aDeclaredCaseThatWorksIsAFault() {
        assertThatThrownBy(() -> CaseExtension.judge("cli", ContractCase.QUESTION, DECLARED, Optional.empty()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("take the case out of the provider's table");
    }

    @Test
    void eachCaseIsProvenByOneTestOfTheContract() {
        assertThat(Stream.of(TextCases.class, PermissionCases.class, FailureCases.class, HouseCases.class)
                        .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(method -> method.getAnnotation(Proves.class).value()))
                .containsExactlyInAnyOrder(ContractCase.values());
    }
}
