package dev.fermata.operator.shell.lead;

import dev.fermata.operator.shell.log.LogKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lease, which also knows when this process last renewed it, by a clock that neither jumps nor differs from that of others: a process
 * that was stopped for a while finds out that it may have been replaced before it does anything, and not when its next renewal fails.
 */
final class RenewedLock implements Lock {
    private static final Logger LOG = LoggerFactory.getLogger(RenewedLock.class);

    private final Lock lease;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Long> renewed = new AtomicReference<>();
    private final AtomicReference<@Nullable String> said = new AtomicReference<>();

    RenewedLock(Lock lease, LongSupplier nanoTime) {
        this.lease = lease;
        this.nanoTime = nanoTime;
    }

    /** Whether this process wrote its name into the Lease less than this long ago. */
    boolean isRenewedWithin(Duration time) {
        return Optional.ofNullable(renewed.get())
                .filter(at -> nanoTime.getAsLong() - at < time.toNanos())
                .isPresent();
    }

    @Override
    public @Nullable LeaderElectionRecord get(KubernetesClient client) {
        return saying("read", () -> lease.get(client));
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord wanted) {
        write("create", wanted, () -> lease.create(client, wanted));
    }

    /** Without a holder it is given up: absent would mean unchanged in the request that is sent, so the name is blanked. */
    @Override
    public void update(KubernetesClient client, LeaderElectionRecord wanted) {
        LeaderElectionRecord said = wanted.getHolderIdentity() != null
                ? wanted
                : new LeaderElectionRecord(
                        "",
                        wanted.getLeaseDuration(),
                        wanted.getAcquireTime(),
                        wanted.getRenewTime(),
                        wanted.getLeaderTransitions());
        write("update", said, () -> lease.update(client, said));
    }

    private void write(String verb, LeaderElectionRecord wanted, Runnable request) {
        long asked = nanoTime.getAsLong();
        boolean ours = identity().equals(wanted.getHolderIdentity());
        if (!ours) {
            renewed.set(null);
        }
        saying(verb, () -> {
            request.run();
            return Boolean.TRUE;
        });
        if (ours) {
            renewed.set(asked);
        }
    }

    /** Says once what stands in the way; that somebody else was quicker is no news. */
    private <T> @Nullable T saying(String verb, Supplier<@Nullable T> request) {
        try {
            T answer = request.get();
            said.set(null);
            return answer;
        } catch (KubernetesClientException e) {
            String why = String.valueOf(e.getMessage());
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT && !why.equals(said.getAndSet(why))) {
                LOG.atWarn()
                        .addKeyValue(LogKey.NAME, lease.describe())
                        .addKeyValue(LogKey.DETAIL, why)
                        .log("cannot " + verb + " the Lease; tried again");
            }
            throw e;
        }
    }

    @Override
    public String identity() {
        return lease.identity();
    }

    @Override
    public String describe() {
        return lease.describe();
    }
}
