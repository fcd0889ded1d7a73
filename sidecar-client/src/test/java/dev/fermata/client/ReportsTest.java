package dev.fermata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.internal.Endpoint;
import dev.fermata.client.testing.FakeSidecar;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerIdentity;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final ServerIdentity ARENA =
            new ServerIdentity("arena-7f9c-0", "games", "u-1", "arena-7f9c", "arena", 16);

    private final FakeSidecar sidecar = FakeSidecar.start(ARENA);
    private final Fermata fermata =
            Fermata.connect(Endpoint.of("test", sidecar.uri().toString()), Timings.PATIENT);

    @AfterEach
    void hangUp() {
        fermata.close();
        sidecar.close();
    }

    private static Predicate<ServerDocument> players(int count) {
        return server -> Integer.valueOf(count).equals(server.state().players());
    }

    @Test
    void the_newest_number_of_players_arrives() {
        for (int i = 0; i <= 1000; i++) {
            fermata.reportPlayers(i);
        }

        sidecar.await(players(1000));
    }

    @Test
    void a_number_that_has_arrived_is_not_sent_again() {
        fermata.reportPlayers(7);
        long version = sidecar.await(players(7)).version();

        fermata.reportPlayers(7);
        fermata.allowDeletion();

        assertThat(sidecar.document().version()).isEqualTo(version + 1);
    }

    @Test
    void a_restarted_sidecar_is_told_the_number_again() {
        fermata.reportPlayers(7);
        sidecar.await(players(7));
        sidecar.awaitConnected();

        sidecar.restart();

        assertThat(sidecar.await(players(7)).instance()).isEqualTo("fake-2");
    }

    @Test
    void a_number_reported_while_nobody_listens_arrives_when_somebody_does() {
        sidecar.disappear();
        fermata.reportPlayers(7);
        sidecar.reappear();

        sidecar.await(players(7));
    }

    @Test
    void the_document_is_read_from_the_sidecar() {
        assertThat(fermata.readServer()).contains(sidecar.document());
        assertThat(fermata.readServerAsync().join().orElseThrow().identity()).isEqualTo(ARENA);
    }

    @Test
    void the_document_is_empty_while_nobody_listens() {
        sidecar.disappear();

        assertThat(fermata.readServer()).isEmpty();
    }
}
