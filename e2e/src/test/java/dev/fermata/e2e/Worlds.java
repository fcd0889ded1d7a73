package dev.fermata.e2e;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Gives each scenario its world, and keeps what a failed one leaves. */
final class Worlds implements ParameterResolver, AfterTestExecutionCallback {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(Worlds.class);
    private static final Path FAILURES = Path.of("target", "failures");
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        context.getRoot().getStore(STORE).computeIfAbsent(Haste.class);
        return context.getStore(STORE).computeIfAbsent(World.class, type -> World.create(Cluster.connect()));
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        World world = context.getStore(STORE).get(World.class, World.class);
        if (world == null || context.getExecutionException().isEmpty()) {
            return;
        }
        Throwable failure = context.getExecutionException().get();
        if (failure instanceof TestAbortedException) {
            return;
        }
        String scenario = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + "-" + COUNT.incrementAndGet();
        Path kept = Remains.keep(world, FAILURES.resolve(scenario), failure);
        System.err.println(
                "FAILED: " + scenario + ", in " + world.namespace().name() + "; what is known of it: " + kept);
    }
}
