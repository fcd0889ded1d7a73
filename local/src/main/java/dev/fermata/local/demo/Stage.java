package dev.fermata.local.demo;

import dev.fermata.local.Laptop;
import dev.fermata.local.screen.Scene;
import dev.fermata.local.screen.Screen;
import dev.fermata.v1alpha1.Fleet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Where the story is played: looks at the world, waits until it is as the story has it, and says so on the screen. */
final class Stage {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Laptop laptop;
    private final KubernetesClient client;
    private final Screen screen;
    private final Duration pace;
    private final AtomicInteger checks = new AtomicInteger();

    /** With {@code pace} between two moments that a person wants to see. */
    Stage(Laptop laptop, Screen screen, Duration pace) {
        this.laptop = laptop;
        this.client = laptop.client();
        this.screen = screen;
        this.pace = pace;
    }

    Scene look() {
        return laptop.look();
    }

    void show() {
        screen.show(look().rows());
    }

    void chapter(String sentence) {
        show();
        screen.chapter(sentence);
    }

    /** Creates what the file says; its name. */
    String create(Path yaml) throws IOException {
        return laptop.create(yaml).getFirst().getMetadata().getName();
    }

    /** What kubectl scale does. */
    void scale(String fleet, int replicas) {
        client.resources(Fleet.class)
                .inNamespace(Laptop.NAMESPACE)
                .withName(fleet)
                .scale(replicas);
    }

    /** What kubectl delete fleet does. */
    void delete(String fleet) {
        client.resources(Fleet.class)
                .inNamespace(Laptop.NAMESPACE)
                .withName(fleet)
                .delete();
    }

    boolean hasFleet(String fleet) {
        return client.resources(Fleet.class)
                        .inNamespace(Laptop.NAMESPACE)
                        .withName(fleet)
                        .get()
                != null;
    }

    /** Waits until the scene is as wanted, for so long; how long that took. */
    Duration await(String what, Duration patience, Predicate<Scene> wanted) throws CheckFailedException {
        Instant began = Instant.now();
        Scene scene = look();
        while (!wanted.test(scene)) {
            if (Duration.between(began, Instant.now()).compareTo(patience) > 0) {
                throw new CheckFailedException(
                        what + ": not so within " + patience.toSeconds() + " s, but " + scene.rows());
            }
            pause(LOOK);
            scene = look();
        }
        return Duration.between(began, Instant.now());
    }

    /** Says that something holds, if it does. */
    void check(String fact, boolean holds) throws CheckFailedException {
        if (!holds) {
            throw new CheckFailedException("not so: " + fact + "; but " + look().rows());
        }
        checks.incrementAndGet();
        show();
        screen.holds(fact);
    }

    int checks() {
        return checks.get();
    }

    /** Lets the one who watches see it. */
    void breathe() {
        pause(pace);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the demo was interrupted", interrupted);
        }
    }
}
