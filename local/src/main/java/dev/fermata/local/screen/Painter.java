package dev.fermata.local.screen;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows how things stand, again and again. Its thread keeps the JVM alive. */
public final class Painter implements AutoCloseable {
    private static final Duration FRAME = Duration.ofMillis(200);

    private final ScheduledThreadPoolExecutor frames = new ScheduledThreadPoolExecutor(1);

    private Painter() {}

    public static Painter start(Screen screen, Supplier<Scene> world) {
        Painter painter = new Painter();
        var _ = painter.frames.scheduleWithFixedDelay(
                () -> paint(screen, world), 0, FRAME.toMillis(), TimeUnit.MILLISECONDS);
        return painter;
    }

    private static void paint(Screen screen, Supplier<Scene> world) {
        try {
            screen.show(world.get().rows());
        } catch (KubernetesClientException away) {
            // What is on the screen stays there until the next frame.
        }
    }

    @Override
    public void close() {
        frames.shutdownNow();
    }
}
