package dev.fermata.local.kubelet;

import dev.fermata.local.process.Children;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One Pod on this machine, from its first container to the removal of its object.
 *
 * <p>The order is a real node's. Init containers one after the other, a sidecar among them until its startupProbe answers;
 * then the containers. When all of those have ended, or the Pod is to go, first they end, then the sidecars, last one
 * first; then the final status is written, and if the Pod was deleted its object removed.
 */
final class PodRun implements ContainerRun.Node {
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** What a sidecar gets at least after the game has used up the grace period, as on a real node. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(2);

    private final Place place;
    private final Instant since = Instant.now();
    private final List<ContainerRun> inits;
    private final List<ContainerRun> containers;
    private final Translation translation;
    private final Probes probes;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Pod pod;
    /** Nothing is written any more: nobody is there to read it, or the way there is about to close. */
    private volatile boolean silent;

    private @Nullable PodStatus written;

    /** What it shares with the other Pods of this kubelet. */
    record Place(Images images, References references, Path directory, Children children, PodWriter writer) {}

    /** Why it is to go, and how long it may take. */
    record End(Why why, Duration grace) {}

    enum Why {
        /** The Pod has a deletionTimestamp. */
        DELETED,
        /** The Pod object is not there any more. */
        GONE,
        /** This kubelet closes, and writes nothing any more. */
        CLOSING
    }

    PodRun(Pod pod, Place place) {
        this.pod = pod;
        this.place = place;
        this.translation = new Translation(pod, place.images(), place.references(), place.directory());
        this.probes = new Probes(new PodPorts(pod), place.children());
        IntPredicate restarts = restarts(pod.getSpec().getRestartPolicy());
        this.inits = pod.getSpec().getInitContainers().stream()
                .map(init -> new ContainerRun(
                        init, code -> PodStatuses.isSidecar(init) || (code != 0 && restarts.test(code)), this))
                .toList();
        this.containers = pod.getSpec().getContainers().stream()
                .map(container -> new ContainerRun(container, restarts, this))
                .toList();
    }

    private static IntPredicate restarts(@Nullable String policy) {
        return switch (policy) {
            case "Never" -> code -> false;
            case "OnFailure" -> code -> code != 0;
            case null, default -> code -> true;
        };
    }

    void start() {
        Thread.ofVirtual().name("pod-" + pod.getMetadata().getName()).start(this::live);
    }

    /** A newer reading of the same Pod. */
    void saw(Pod newer) {
        pod = newer;
        if (newer.getMetadata().getDeletionTimestamp() != null) {
            Long seconds = Optional.ofNullable(newer.getMetadata().getDeletionGracePeriodSeconds())
                    .orElse(newer.getSpec().getTerminationGracePeriodSeconds());
            end(new End(Why.DELETED, Duration.ofSeconds(seconds == null ? 30 : seconds)));
        }
    }

    /** Asks it to go. A second, later wish only shortens the time. */
    void end(End wish) {
        silent = silent || wish.why() != Why.DELETED;
        if (!end.complete(wish) && wish.why() != Why.DELETED) {
            Executor later = CompletableFuture.delayedExecutor(wish.grace().toMillis(), TimeUnit.MILLISECONDS);
            later.execute(() -> all().forEach(ContainerRun::hurry));
        }
    }

    /** Completes when its processes have ended, and its object is removed if that was asked. */
    CompletableFuture<Void> done() {
        return done;
    }

    private void live() {
        try {
            Files.createDirectories(place.directory());
            changed();
            if (initialize()) {
                containers.forEach(ContainerRun::start);
                CompletableFuture.anyOf(end, ended(containers)).join();
            }
            endProcesses();
            changed();
            if (end.join().why() == Why.DELETED) {
                remove();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the folder for the logs cannot be made: " + place.directory(), failed);
        } finally {
            done.complete(null);
        }
    }

    /** Runs the init containers; whether the others may start. */
    private boolean initialize() {
        for (ContainerRun init : inits) {
            init.start();
            CompletableFuture.anyOf(end, init.started(), init.ended()).join();
            boolean sidecar = PodStatuses.isSidecar(init.container());
            if (!sidecar) {
                CompletableFuture.anyOf(end, init.ended()).join();
            }
            if (end.isDone() || !(sidecar || init.succeeded())) {
                return false;
            }
        }
        return true;
    }

    private void endProcesses() {
        Duration grace = end.isDone() ? end.join().grace() : Duration.ofSeconds(30);
        Instant latest = Instant.now().plus(grace);
        containers.forEach(container -> container.end(grace));
        ended(containers).join();
        for (ContainerRun init : inits.reversed()) {
            Duration left = Duration.between(Instant.now(), latest);
            init.end(left.compareTo(LAST_GRACE) < 0 ? LAST_GRACE : left);
            init.ended().join();
        }
    }

    private void remove() {
        while (!silent && !place.writer().remove(pod)) {
            Waits.within(RETRY, new CompletableFuture<>());
        }
    }

    private List<ContainerRun> all() {
        return Stream.concat(inits.stream(), containers.stream()).toList();
    }

    private static CompletableFuture<Void> ended(List<ContainerRun> runs) {
        return CompletableFuture.allOf(runs.stream().map(ContainerRun::ended).toArray(CompletableFuture[]::new));
    }

    @Override
    public Launch launch(Container container) {
        return translation.of(container);
    }

    @Override
    public Children children() {
        return place.children();
    }

    @Override
    public Probes probes() {
        return probes;
    }

    /** Writes the status that follows from the containers, if it is another one. */
    @Override
    public void changed() {
        writing.lock();
        try {
            if (silent) {
                return;
            }
            Map<String, ContainerView> views = new LinkedHashMap<>();
            all().forEach(run -> views.put(run.name(), run.view()));
            PodStatus status = PodStatuses.of(pod, views, since, Instant.now());
            if (status.equals(written)) {
                return;
            }
            if (place.writer().status(pod, status)) {
                written = status;
            } else {
                CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(this::changed);
            }
        } finally {
            writing.unlock();
        }
    }
}
