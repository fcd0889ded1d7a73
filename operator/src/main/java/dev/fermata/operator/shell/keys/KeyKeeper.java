package dev.fermata.operator.shell.keys;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Annotations;
import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import dev.fermata.operator.shell.kube.Patch;
import dev.fermata.operator.shell.log.LogKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Secret of install keys as running Pods need it. A key that a Pod names and the Secret lacks is put back: whoever took it out
 * would cut the Pod off from the operator. An old one that no Pod names is taken out.
 *
 * <p>An old key goes no sooner than a minute after there is a newer one, for a Pod that was decided upon with the old one may still be on its
 * way to the API server; such a request has ended by then, well or not.
 */
public final class KeyKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyKeeper.class);
    private static final Duration ON_THE_WAY = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fermata-keys").factory());
    private final ApiServer api;
    private final InstallKeys keys;
    private final Clock clock;
    private final World world;

    /**
     * What it has to know.
     *
     * @param leading whether this operator is the one that works
     * @param pods all Pods of Servers; empty while they are not known
     */
    public record World(BooleanSupplier leading, Supplier<Optional<Stream<Pod>>> pods) {}

    public KeyKeeper(ApiServer api, InstallKeys keys, Clock clock, World world) {
        this.api = api;
        this.keys = keys;
        this.clock = clock;
        this.world = world;
    }

    /** Something changed that may matter: the Secret, the leader, or a Pod with an old key is gone. */
    public void review() {
        reviewIn(Duration.ZERO);
    }

    /** This Pod is gone. */
    public void gone(Pod pod) {
        if (!keys.newest().id().equals(id(pod))) {
            review();
        }
    }

    private void reviewIn(Duration wait) {
        if (!thread.isShutdown()) {
            CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, thread)
                    .execute(this::tryToReview);
        }
    }

    private void tryToReview() {
        try {
            reviewNow();
        } catch (ApiUnavailableException e) {
            reviewIn(AGAIN);
        }
    }

    void reviewNow() {
        Optional<Stream<Pod>> pods = world.pods().get();
        if (!world.leading().getAsBoolean() || pods.isEmpty()) {
            return;
        }
        Set<String> needed = pods.get().map(KeyKeeper::id).collect(Collectors.toCollection(TreeSet::new));
        if (keys.stored().isEmpty()) {
            putAllBack();
        } else {
            mend(needed);
        }
    }

    private void putAllBack() {
        Map<String, byte[]> all = new TreeMap<>();
        keys.ring().keys().forEach((id, key) -> all.put(id, key.secret()));
        switch (api.get(Secret.class, keys.place())) {
            case ApiAnswer.Done<Secret>(Secret found)
            when found != null -> {
                keys.take(found);
                if (keys.stored().isEmpty()) {
                    LOG.atError()
                            .addKeyValue(LogKey.NAME, keys.place())
                            .log("the Secret has no install key; those in memory are used. Delete it, and they are"
                                    + " put back");
                }
            }
            default -> {
                say(
                        api.create(InstallKeys.newSecret(keys.place(), all)),
                        "install keys were deleted; they are put back");
            }
        }
    }

    private void mend(Set<String> needed) {
        Set<String> missing = new TreeSet<>(needed);
        missing.retainAll(keys.ring().keys().keySet());
        missing.removeAll(keys.stored());
        Set<String> old = new TreeSet<>(keys.stored());
        old.removeAll(needed);
        old.remove(keys.newest().id());
        Duration wait = Duration.between(clock.instant(), keys.newestSince().plus(ON_THE_WAY));
        if (!missing.isEmpty()) {
            putBack(missing);
        } else if (!old.isEmpty() && wait.isPositive()) {
            reviewIn(wait);
        } else if (!old.isEmpty()) {
            retire(old);
        }
    }

    private void putBack(Set<String> missing) {
        patch(
                secret -> {
                    Patch patch = Patch.from(secret.getMetadata().getResourceVersion());
                    for (InstallKeys.Key key : keys.ring().keys().values()) {
                        if (missing.contains(key.id())) {
                            patch = patch.set(
                                    "/data/" + Patch.escaped(key.id()),
                                    Base64.getEncoder().encodeToString(key.secret()));
                        }
                    }
                    return patch;
                },
                "install keys that Pods need were taken out; they are put back " + missing);
    }

    private void retire(Set<String> old) {
        boolean done = patch(
                secret -> {
                    Patch patch = Patch.from(secret.getMetadata().getResourceVersion());
                    for (String id : old) {
                        patch = patch.remove("/data/" + Patch.escaped(id));
                    }
                    return patch;
                },
                "install keys that no Pod needs any more are taken out " + old);
        if (done) {
            keys.forget(old);
        }
    }

    private boolean patch(Function<Secret, Patch> change, String what) {
        return switch (api.get(Secret.class, keys.place())) {
            case ApiAnswer.Done<Secret>(Secret secret)
            when secret != null -> say(api.patch(Secret.class, keys.place(), change.apply(secret)), what);
            default -> false;
        };
    }

    private static boolean say(ApiAnswer<Secret> answer, String what) {
        return switch (answer) {
            case ApiAnswer.Done<Secret> done -> {
                LOG.atInfo().addKeyValue(LogKey.NAME, InstallKeys.SECRET).log(what);
                yield true;
            }
            case ApiAnswer.Refused<Secret> refused -> {
                LOG.atWarn()
                        .addKeyValue(LogKey.NAME, InstallKeys.SECRET)
                        .addKeyValue(LogKey.REASON, refused.reason())
                        .addKeyValue(LogKey.DETAIL, refused.message())
                        .log("the Secret of install keys cannot be changed");
                yield false;
            }
        };
    }

    /** The key that a Pod's sidecar knows the operator by. */
    public static String id(Pod pod) {
        return Annotations.get(pod, Labels.KEY_ID).orElse("");
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
