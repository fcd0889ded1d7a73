package dev.fermata.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.internal.Endpoint;
import dev.fermata.client.internal.Timing;
import dev.fermata.client.testing.FakeSidecar;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Hold;
import dev.fermata.wire.Permission;
import dev.fermata.wire.ServerDocument;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermissionTest {
    private final FakeSidecar sidecar = FakeSidecar.start();
    private Fermata fermata = connect(Timings.PATIENT);

    private Fermata connect(Timing timing) {
        return Fermata.connect(Endpoint.of("test", sidecar.uri().toString()), timing);
    }

    @AfterEach
    void hangUp() {
        fermata.close();
        sidecar.close();
    }

    private static boolean isAllowed(ServerDocument server) {
        return server.state().allowed();
    }

    @Test
    void a_permission_is_with_the_sidecar_when_the_call_returns() {
        assertThat(fermata.allowDeletion()).isTrue();
        assertThat(sidecar.document().state().allowed()).isTrue();
    }

    @Test
    void a_hold_takes_the_permission_back() {
        fermata.allowDeletion();

        assertThat(fermata.hold()).isEqualTo(Hold.LOCAL);
        assertThat(sidecar.document().state().allowed()).isFalse();
    }

    @Test
    void a_hold_is_guarded_once_the_operator_has_armed_the_guard() {
        fermata.hold();
        sidecar.acknowledgeGuard(Guard.ARMED);

        assertThat(fermata.hold()).isEqualTo(Hold.GUARDED);
    }

    @Test
    void a_hold_after_the_seal_is_too_late_and_changes_nothing() {
        fermata.allowDeletion();
        assertThat(sidecar.seal()).isTrue();

        assertThat(fermata.hold()).isEqualTo(Hold.SEALED);
        assertThat(sidecar.permissions()).containsExactly(Permission.ALLOWED);
    }

    @Test
    void a_hold_works_again_once_the_seal_is_off() {
        fermata.allowDeletion();
        sidecar.seal();
        fermata.hold();
        sidecar.unseal();

        assertThat(fermata.hold()).isEqualTo(Hold.LOCAL);
    }

    @Test
    void a_hold_while_the_pod_ends_is_too_late() {
        sidecar.terminate();

        assertThat(fermata.hold()).isEqualTo(Hold.TERMINATING);
    }

    @Test
    void the_asynchronous_forms_answer_the_same() {
        assertThat(fermata.allowDeletionAsync()).succeedsWithin(30, SECONDS).isEqualTo(true);
        assertThat(fermata.holdAsync()).succeedsWithin(30, SECONDS).isEqualTo(Hold.LOCAL);
    }

    @Test
    void a_restarted_sidecar_is_told_the_permission_again() {
        fermata.allowDeletion();
        sidecar.awaitConnected();

        sidecar.restart();

        assertThat(sidecar.await(PermissionTest::isAllowed).instance()).isEqualTo("fake-2");
    }

    @Test
    void a_hold_that_was_refused_is_not_what_a_restarted_sidecar_is_told() {
        fermata.allowDeletion();
        sidecar.seal();
        fermata.hold();
        sidecar.awaitConnected();

        sidecar.restart();

        sidecar.await(PermissionTest::isAllowed);
    }

    @Test
    void a_permission_given_while_nobody_listens_arrives_when_somebody_does() {
        sidecar.disappear();
        fermata.close();
        fermata = connect(Timings.HASTY_CALLER);

        assertThat(fermata.allowDeletion()).isFalse();
        sidecar.reappear();

        sidecar.await(PermissionTest::isAllowed);
    }

    @Test
    void a_hold_while_nobody_listens_is_unanswered_and_arrives_all_the_same() {
        fermata.allowDeletion();
        fermata.close();
        fermata = connect(Timings.HASTY_CALLER);
        sidecar.disappear();

        assertThat(fermata.hold()).isEqualTo(Hold.UNANSWERED);
        sidecar.reappear();

        sidecar.await(server -> !isAllowed(server));
    }

    @Test
    void wishes_made_while_nobody_listens_are_answered_by_the_last() {
        sidecar.disappear();
        CompletableFuture<Boolean> allow = fermata.allowDeletionAsync();
        CompletableFuture<Hold> hold = fermata.holdAsync();
        CompletableFuture<Hold> again = fermata.holdAsync();
        sidecar.reappear();

        assertThat(hold).succeedsWithin(30, SECONDS).isEqualTo(Hold.LOCAL);
        assertThat(again).succeedsWithin(30, SECONDS).isEqualTo(Hold.LOCAL);
        assertThat(allow).succeedsWithin(30, SECONDS);
        assertThat(sidecar.document().state().allowed()).isFalse();
    }

    @Test
    void what_the_game_hangs_on_a_future_does_not_delay_the_next_answer() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        sidecar.disappear(); // so that the answer is not there before what hangs on it
        CompletableFuture<Void> dependent = fermata.holdAsync().thenAccept(hold -> {
            blocked.countDown();
            await(never);
        });
        sidecar.reappear();
        blocked.await();

        assertThat(fermata.allowDeletion()).isTrue();

        never.countDown();
        assertThat(dependent).succeedsWithin(30, SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_interrupt_ends_a_wait_and_stays_set() {
        sidecar.disappear();
        Thread.currentThread().interrupt();

        assertThat(fermata.hold()).isEqualTo(Hold.UNANSWERED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_new_client_is_connected_from_its_address_alone() {
        try (Fermata plain = Fermata.connect(sidecar.uri())) {
            assertThat(plain.hold()).isEqualTo(Hold.LOCAL);
        }
    }
}
