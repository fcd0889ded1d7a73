package dev.fermata.operator.shell.lead;

import dev.fermata.operator.shell.config.OperatorConfig.Candidacy;
import dev.fermata.operator.shell.log.LogKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectorBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several operators that stand for election: whoever holds the Lease works, the others wait with all they have to know.
 *
 * <p>How long each thing takes is in {@link Terms}.
 */
public final class Election implements Leadership {
    /** Name of the Lease, in the operator's own namespace. */
    public static final String LEASE = "fermata-operator";

    private static final Logger LOG = LoggerFactory.getLogger(Election.class);

    private final ExecutorService threads = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fermata-lease").factory());
    private final RenewedLock lock;
    private final Terms terms;
    private final Listener listener;

    // Guarded by this.
    private @Nullable CompletableFuture<?> running;
    private boolean held;
    private boolean closing;

    private volatile @Nullable String leader;

    /** Hears how it goes, each once. */
    public interface Listener {
        /** This operator is to work from now on. On a thread of its own, which may be kept. */
        void elected();

        /** It is not any more, without having given it up: another may be at work already. */
        void deposed();
    }

    private Election(RenewedLock lock, Terms terms, Listener listener) {
        this.lock = lock;
        this.terms = terms;
        this.listener = listener;
    }

    /**
     * Stands for election.
     *
     * @param namespace where the Lease is
     * @param candidacy as whom; what is unique is added to its name
     */
    public static Election start(KubernetesClient client, String namespace, Candidacy candidacy, Listener listener) {
        String identity = candidacy.name() + "_" + UUID.randomUUID();
        RenewedLock lock = new RenewedLock(new LeaseLock(namespace, LEASE, identity), System::nanoTime);
        Election election = new Election(lock, Terms.forTakeoverWithin(candidacy.takeover()), listener);
        election.run(client);
        return election;
    }

    private synchronized void run(KubernetesClient client) {
        LeaderElectionConfig config = new LeaderElectionConfigBuilder()
                .withName(LEASE)
                .withLock(lock)
                .withLeaseDuration(terms.lease())
                .withRenewDeadline(terms.renewDeadline())
                .withRetryPeriod(terms.retry())
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(this::begin, this::end, this::hear))
                .build();
        running = new LeaderElectorBuilder(client, threads)
                .withConfig(config)
                .build()
                .start();
    }

    private void begin() {
        synchronized (this) {
            if (closing) {
                return;
            }
            held = true;
        }
        LOG.atInfo().addKeyValue(LogKey.NAME, lock.identity()).log("this operator leads");
        Thread.ofPlatform().daemon().name("fermata-elected").start(listener::elected);
    }

    private void end() {
        synchronized (this) {
            boolean lost = held && !closing;
            held = false;
            if (!lost) {
                return;
            }
        }
        listener.deposed();
    }

    private void hear(@Nullable String name) {
        boolean nobody = name == null || name.isEmpty();
        leader = nobody ? null : name;
        if (!nobody && !lock.identity().equals(name)) {
            LOG.atInfo().addKeyValue(LogKey.NAME, name).log("another operator leads");
        }
    }

    @Override
    public synchronized boolean leads() {
        return held && !closing && lock.isRenewedWithin(terms.renewDeadline());
    }

    @Override
    public Optional<String> leader() {
        return Optional.ofNullable(leader);
    }

    @Override
    public void close() {
        CompletableFuture<?> election;
        synchronized (this) {
            closing = true;
            election = running;
        }
        if (election != null) {
            election.cancel(true);
        }
        threads.close();
    }
}
