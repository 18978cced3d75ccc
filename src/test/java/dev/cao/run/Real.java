package dev.cao.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test with a real agent CLI; it runs when {@code -Dcao.real} asks for it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("real")
@ExtendWith(Real.Asked.class)
@interface Real {
    RealCli value();

    /** Runs nothing that was not asked for. */
    final class Asked implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Real real = context.getTestClass()
                    .map(type -> type.getAnnotation(Real.class))
                    .orElse(null);
            if (real == null || real.value().isAsked()) {
                return ConditionEvaluationResult.enabled("asked for");
            }
            return ConditionEvaluationResult.disabled(
                    "not asked for: scripts/test --real " + real.value().provider());
        }
    }
}
