package dev.fermata.operator.shell.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewedLockTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final ZonedDateTime THEN = ZonedDateTime.of(2026, 1, 1, 12, 0, 0, 0, ZoneOffset.UTC);

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final AtomicLong nanos = new AtomicLong();
    private final Lease lease = new Lease();
    private final RenewedLock lock = new RenewedLock(lease, nanos::get);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void what_was_never_written_is_not_held() {
        assertThat(lock.isRenewedWithin(TEN)).isFalse();
    }

    @Test
    void a_hold_is_good_for_ten_seconds_from_before_its_last_request() {
        lock.create(client, held("me"));
        pass(9);
        assertThat(lock.isRenewedWithin(TEN)).isTrue();
        lock.update(client, held("me"));
        pass(9);
        assertThat(lock.isRenewedWithin(TEN)).isTrue();
        pass(1);
        assertThat(lock.isRenewedWithin(TEN)).isFalse();
    }

    @Test
    void a_renewal_that_fails_renews_nothing() {
        lock.create(client, held("me"));
        pass(6);
        lease.refusing = true;
        assertThatThrownBy(() -> lock.update(client, held("me"))).isInstanceOf(KubernetesClientException.class);
        pass(6);
        assertThat(lock.isRenewedWithin(TEN)).isFalse();
    }

    @Test
    void what_is_given_up_has_a_blank_name_and_is_not_held() {
        lock.create(client, held("me"));
        lock.update(client, new LeaderElectionRecord(null, Duration.ofSeconds(1), THEN, THEN, 3));
        assertThat(lock.isRenewedWithin(TEN)).isFalse();
        assertThat(lease.written.getHolderIdentity()).isEmpty();
        assertThat(lease.written.getLeaderTransitions()).isEqualTo(3);
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static LeaderElectionRecord held(String by) {
        return new LeaderElectionRecord(by, Duration.ofSeconds(15), THEN, THEN, 0);
    }

    private static final class Lease implements Lock {
        private LeaderElectionRecord written = held("nobody");
        private boolean refusing;

        @Override
        public LeaderElectionRecord get(KubernetesClient client) {
            return written;
        }

        @Override
        public void create(KubernetesClient client, LeaderElectionRecord wanted) {
            update(client, wanted);
        }

        @Override
        public void update(KubernetesClient client, LeaderElectionRecord wanted) {
            if (refusing) {
                throw new KubernetesClientException("no", 503, null);
            }
            written = wanted;
        }

        @Override
        public String identity() {
            return "me";
        }

        @Override
        public String describe() {
            return "a lease";
        }
    }
}
