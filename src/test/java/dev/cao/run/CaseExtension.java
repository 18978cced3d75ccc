package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.Capabilities.Cannot;
import dev.cao.agent.ContractCase;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Holds a provider to its declared table, both ways: a case must pass, unless the provider declares that the CLI cannot do
 * it; then it must fail, and is reported as skipped with the reason.
 */
final class CaseExtension implements InvocationInterceptor, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(CaseExtension.class);

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Proves proves = method.getExecutable().getAnnotation(Proves.class);
        if (proves == null) {
            invocation.proceed();
            return;
        }
        ContractCase which = proves.value();
        AgentProvider provider = ((ProviderContract) context.getRequiredTestInstance()).provider();
        Optional<Cannot> declared = provider.capabilities().cannot(which);
        Optional<Throwable> failure = failure(invocation, declared.isPresent());
        skipped(context).putAll(declared.map(cannot -> Map.of(which, cannot)).orElse(Map.of()));
        judge(provider.name(), which, declared, failure);
    }

    private static Optional<Throwable> failure(Invocation<Void> invocation, boolean expected) throws Throwable {
        try {
            invocation.proceed();
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            if (expected) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    /** @param failure how the case of a declared {@code cannot} failed */
    static void judge(String provider, ContractCase which, Optional<Cannot> declared, Optional<Throwable> failure) {
        if (declared.isEmpty()) {
            return;
        }
        if (failure.isEmpty()) {
            throw new AssertionError(
                    "%s declares that it cannot do %s (%s), but it can: take the case out of the provider's table"
                            .formatted(provider, which, declared.get().reason()));
        }
        throw new TestAbortedException("%s cannot do %s: %s (%s)"
                .formatted(
                        provider, which, declared.get().reason(), declared.get().fact()));
    }

    @SuppressWarnings("unchecked")
    private static Map<ContractCase, Cannot> skipped(ExtensionContext context) {
        ExtensionContext ofClass = context.getParent().orElse(context);
        return (Map<ContractCase, Cannot>) ofClass.getStore(NAMESPACE)
                .computeIfAbsent("skipped", _ -> new EnumMap<ContractCase, Cannot>(ContractCase.class), Map.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Object skipped = context.getStore(NAMESPACE).get("skipped");
        if (skipped instanceof Map<?, ?> cases) {
            cases.forEach((which, cannot) ->
                    System.out.printf("%s: skipped %s: %s%n", context.getDisplayName(), which, cannot));
        }
    }
}
