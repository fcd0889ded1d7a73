package dev.fermata.local.demo;

import dev.fermata.local.Laptop;
import dev.fermata.local.screen.Scene;
import dev.fermata.local.screen.Screen;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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

    /** Creates the one object that the file describes, with a change; as it was created. */
    <T extends HasMetadata> T create(Path yaml, Class<T> kind, UnaryOperator<T> change) throws IOException {
        try (InputStream in = Files.newInputStream(yaml)) {
            T described = client.resources(kind).load(in).item();
            return client.resource(change.apply(described))
                    .inNamespace(Laptop.NAMESPACE)
                    .create();
        }
    }

    /** What kubectl scale does. */
    <T extends HasMetadata> void scale(Class<T> kind, String name, int replicas) {
        resource(kind, name).scale(replicas);
    }

    /** What kubectl edit does. */
    <T extends HasMetadata> void edit(Class<T> kind, String name, UnaryOperator<T> change) {
        resource(kind, name).edit(change);
    }

    /** What kubectl delete does. */
    <T extends HasMetadata> void delete(Class<T> kind, String name) {
        resource(kind, name).delete();
    }

    /** What kubectl get does. */
    <T extends HasMetadata> Optional<T> get(Class<T> kind, String name) {
        return Optional.ofNullable(resource(kind, name).get());
    }

    private <T extends HasMetadata> Resource<T> resource(Class<T> kind, String name) {
        return client.resources(kind).inNamespace(Laptop.NAMESPACE).withName(name);
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
