package dev.fermata.local.apiserver.gc;

import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.Target;
import dev.fermata.local.apiserver.store.Change;
import dev.fermata.local.apiserver.store.Key;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the controllers on one thread, fed by the store's changes in their order. */
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);

    private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final List<Controller> controllers;
    private final Thread thread;

    /** Starts them. */
    public Controllers(Resources resources) {
        this.controllers = List.of(
                new GarbageCollector(resources), new NamespaceLifecycle(resources), new DefinitionCleanup(resources));
        resources.store().listen(change -> {
            pending.incrementAndGet();
            queue.add(change);
        });
        this.thread = Thread.ofVirtual().name("controllers").start(this::run);
    }

    /** Whether they have dealt with every change so far. */
    public boolean isIdle() {
        return pending.get() == 0;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Change change = queue.take();
                try {
                    controllers.forEach(controller -> controller.react(change));
                } catch (RuntimeException bug) {
                    LOG.atError().setCause(bug).log("a controller failed");
                } finally {
                    pending.decrementAndGet();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static Target target(Resources resources, Key key) {
        ResourceType type = resources.types().ofId(key.type());
        if (type == null) {
            throw new IllegalStateException("an object is stored only of types that are served: " + key);
        }
        return new Target(type, key.namespace(), key.name());
    }

    /** Does what a controller wants; what is refused was changed by somebody else, whose change comes here too. */
    static void attempt(Runnable action) {
        try {
            action.run();
        } catch (Refusal refused) {
            if (refused.code() != 404 && refused.code() != 409) {
                LOG.atWarn().setCause(refused).log("a controller was refused");
            }
        }
    }
}
