package dev.fermata.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.sidecar.metrics.Metrics;
import dev.fermata.sidecar.route.GameRoutes;
import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.State;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerEvents;
import dev.fermata.wire.ServerIdentity;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
    private static final ServerIdentity ARENA = new ServerIdentity("arena-0", "games", "u-1", null, null, null);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int CROWD = 32;
    private static final int ROUNDS = 20;

    private final Cell cell = new Cell(State.initial("i-1"));
    private final Metrics metrics = new Metrics();
    private final EventStreams streams = new EventStreams(cell, ARENA, metrics);
    private final ManualScheduler time = new ManualScheduler();
    private Listeners listeners;

    @BeforeEach
    void start() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Site game = new Site("game", any, new GameRoutes(cell, ARENA, why -> {}).routes(), () -> {});
        Site operator = new Site("operator", any, List.of(), () -> {});
        listeners = new Listeners(game, operator, streams, metrics, time);
        listeners.start();
    }

    @AfterEach
    void stop() {
        listeners.close();
    }

    @Test
    void theStateIsSentAtOnceAndAtEachChange() throws IOException {
        try (Follower game = follow()) {
            assertThat(game.version()).isZero();
            cell.change(State::allow);
            assertThat(game.version()).isEqualTo(1);
            cell.change(State::terminate);
            assertThat(game.version()).isEqualTo(2);
        }
    }

    @Test
    void anEventIsOfTheProtocolsForm() throws IOException {
        try (Follower game = follow()) {
            assertThat(game.head())
                    .contains("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Cache-Control: no-store");
            assertThat(game.block() + "\n\n")
                    .isEqualTo(ServerEvents.event(
                            new ServerDocument(ARENA, cell.get().document())));
        }
    }

    @Test
    void manyThatComeAtOnceAreNoMoreThanOneAfterTheOther() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            List<Thread> crowd = new ArrayList<>();
            synchronized (streams) { // all wait at the door
                for (int i = 0; i < CROWD; i++) {
                    crowd.add(Thread.ofPlatform().start(this::comes));
                }
                await().atMost(SOON).until(() -> crowd.stream().allMatch(EventStreamsTest::waits));
            }
            for (Thread each : crowd) {
                each.join();
            }
            assertThat(streams.size()).isEqualTo(EventStreams.MAX_STREAMS);
        }
    }

    private void comes() {
        assertThat(streams.open(new Deaf())).isNotNull();
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED;
    }

    @Test
    void whoFollowsLateGetsTheNewestStateOnly() throws IOException {
        cell.change(State::allow);
        cell.change(State::hold);
        try (Follower game = follow()) {
            assertThat(game.version()).isEqualTo(2);
        }
    }

    @Test
    void aHeartbeatIsACommentAndFollowsOnlyWhereNothingElseDid() throws IOException {
        try (Follower game = follow()) {
            assertThat(game.version()).isZero();
            streams.heartbeat();
            assertThat(game.block()).isEqualTo(": heartbeat");
            cell.change(State::allow);
            assertThat(game.version()).isEqualTo(1);
        }
    }

    @Test
    void aHeartbeatIsSentEachMinuteAndNotBefore() throws IOException {
        try (Follower game = follow()) {
            assertThat(game.version()).isZero();
            time.pass(Duration.ofSeconds(59));
            cell.change(State::allow);
            assertThat(game.block()).startsWith("event: server\nid: 1\n");

            time.pass(Duration.ofSeconds(1));
            assertThat(game.block()).isEqualTo(": heartbeat");

            time.pass(Duration.ofSeconds(59));
            cell.change(State::hold);
            assertThat(game.block()).startsWith("event: server\nid: 2\n");

            time.pass(Duration.ofSeconds(1));
            assertThat(game.block()).isEqualTo(": heartbeat");
        }
    }

    @Test
    void aClientThatIsGoneIsNoticedByHeartbeats() throws IOException {
        Follower game = follow();
        assertThat(game.version()).isZero();
        game.close();

        await().atMost(SOON).until(() -> {
            streams.heartbeat();
            return streams.size() == 0;
        });
    }

    @Test
    void oneStreamTooManyEndsTheOldest() throws IOException {
        List<Follower> games = new ArrayList<>();
        for (int i = 0; i <= EventStreams.MAX_STREAMS; i++) {
            games.add(follow());
            assertThat(games.getLast().version()).isZero();
        }

        assertThat(games.getFirst().block()).isEmpty();
        assertThat(streams.size()).isEqualTo(EventStreams.MAX_STREAMS);
        cell.change(State::allow);
        for (Follower game : games.subList(1, games.size())) {
            assertThat(game.version()).isEqualTo(1);
        }
        assertThat(metrics.page("1", cell.get(), 0)).contains("fermata_sidecar_event_streams_dropped_total 1");
        for (Follower game : games) {
            game.close();
        }
    }

    @Test
    void aSlowClientMissesStatesInBetweenButHoldsNobodyUp() throws IOException {
        int changes = 20_000;
        try (Follower slow = follow();
                Follower quick = follow()) {
            assertThat(quick.version()).isZero();
            for (int i = 1; i <= changes; i++) {
                DrainNotice drain = new DrainNotice("Rollout", "m" + i + "m".repeat(900), Instant.EPOCH, null);
                cell.change(state -> state.drain(drain));
            }
            assertThat(quick.versionsUpTo(changes)).isLessThanOrEqualTo(changes);
            assertThat(slow.versionsUpTo(changes)).isLessThan(changes);
        }
    }

    private Follower follow() throws IOException {
        return new Follower(listeners.gamePort());
    }

    /** Of a client that takes nothing. */
    private static final class Deaf extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int any) {
            throw new IllegalStateException("it is not ready");
        }
    }
}
