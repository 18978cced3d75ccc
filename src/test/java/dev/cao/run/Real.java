package dev.cao.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test with real agent CLIs; it runs when {@code -Dcao.real} asks for all of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("real")
@ExtendWith(Real.Asked.class)
@interface Real {
    RealCli[] value();

    /** Runs nothing that was not asked for. */
    final class Asked implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Real real = context.getTestClass()
                    .map(type -> type.getAnnotation(Real.class))
                    .orElse(null);
            List<RealCli> missing = real == null
                    ? List.of()
                    : Stream.of(real.value()).filter(cli -> !cli.isAsked()).toList();
            return missing.isEmpty()
                    ? ConditionEvaluationResult.enabled("asked for")
                    : ConditionEvaluationResult.disabled("not asked for: scripts/test --real "
                            + missing.stream().map(RealCli::provider).collect(Collectors.joining(",")));
        }
    }
}
