package dev.fermata.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.DrainListener;
import dev.fermata.client.Fermata;
import dev.fermata.client.testing.FakeSidecar;
import dev.fermata.wire.DrainNotice;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GameTest {
    private static final String CLOSING = "REFUSED this server is closing, please join another";

    private FakeSidecar sidecar;
    private Fermata fermata;
    private ServerSocket door;
    private Game game;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final CompletableFuture<Void> withdrawn = new CompletableFuture<>();

    @BeforeEach
    void open() throws IOException {
        sidecar = FakeSidecar.start();
        fermata = Fermata.connect(sidecar.uri());
        game = new Game(new GameConfig(0, 3, 3), fermata);
        door = new ServerSocket(0);
        Game.daemon(() -> ExampleGame.serve(door, game), "door").start();
        fermata.onDrain(ExampleGame.drains(game));
        fermata.onDrain(heardAfterTheGame());
        game.tell(game::settle);
        sidecar.awaitConnected();
        sidecar.await(server -> server.state().allowed());
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        fermata.close();
        sidecar.close();
    }

    @Test
    void theServerIsHeldWhileAnybodyIsThereAndMayGoAfterTheMatch() throws IOException {
        try (TestPlayer ann = join("ann");
                TestPlayer ben = join("ben")) {
            ann.hears("START ann ben");
            sidecar.await(server -> !server.state().allowed());
            sidecar.await(server -> Integer.valueOf(2).equals(server.state().players()));

            ann.says("POINT");
            ann.says("POINT");
            ann.says("POINT");

            ben.hears("OVER ann wins");
            ben.hearsNothingMore();
            sidecar.await(server -> server.state().allowed());
            sidecar.await(server -> Integer.valueOf(0).equals(server.state().players()));
        }
    }

    @Test
    void theServerGoesOnlyWhenAllWereToldHowTheMatchEnded() throws Exception {
        try (TestPlayer ann = join("ann");
                SlowNetwork network = new SlowNetwork("JOIN ben")) {
            new Player(network, game).start();
            ann.hears("START ann ben");
            ann.says("POINT");
            ann.says("POINT");
            ann.says("POINT");
            ann.hears("OVER ann wins");

            CompletableFuture<Void> over = game.end();
            CompletableFuture<Boolean> tooSoon = new CompletableFuture<>();
            game.tell(() -> tooSoon.complete(over.isDone()));
            assertThat(tooSoon.get(10, TimeUnit.SECONDS)).isFalse();

            network.letThrough();
            over.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aDrainedServerFinishesItsMatchAndTakesNobodyElse() throws Exception {
        try (TestPlayer ann = join("ann");
                TestPlayer ben = join("ben")) {
            ben.hears("START ann ben");

            sidecar.requestDrain(DrainNotice.SCALE_DOWN);
            drained.get(10, TimeUnit.SECONDS);

            refused("cat");
            assertThat(sidecar.document().state().allowed()).isFalse();
            ann.says("QUIT");
            ben.hears("OVER ben wins");
            sidecar.await(server -> server.state().allowed());
        }
    }

    @Test
    void whoWaitsForAMatchIsSentAwayFromADrainedServer() throws IOException {
        try (TestPlayer ann = join("ann")) {
            sidecar.requestDrain(DrainNotice.NODE_LEAVING);

            ann.hears(CLOSING);
            sidecar.await(server -> server.state().allowed());
        }
    }

    @Test
    void aServerThatIsWantedAgainTakesPlayersAgain() throws Exception {
        sidecar.requestDrain(DrainNotice.SCALE_DOWN);
        drained.get(10, TimeUnit.SECONDS);
        refused("ann");

        sidecar.withdrawDrain();
        withdrawn.get(10, TimeUnit.SECONDS);

        join("ann").close();
    }

    @Test
    void nobodyIsLetInOnceTheServerIsSealed() throws IOException {
        assertThat(sidecar.seal()).isTrue();

        refused("ann");
    }

    @Test
    void whoLeavesIsMissedAndTheLastOneLeftWins() throws IOException {
        try (TestPlayer ann = join("ann");
                TestPlayer ben = join("ben")) {
            ben.hears("START ann ben");
            ann.leavesSilently();

            ben.hears("LEFT ann");
            ben.hears("OVER ben wins");
        }
    }

    @Test
    void nonsenseIsAnsweredWithWhatWouldBeRight() throws IOException {
        try (TestPlayer ann = join("ann");
                TestPlayer rude = new TestPlayer(door.getLocalPort())) {
            ann.says("POINT");
            ann.hears("ERROR no match is running");
            ann.says("DANCE");
            ann.hears("ERROR say POINT or QUIT");
            rude.says("HELLO");
            rude.hears("ERROR begin with JOIN <name>: up to 16 letters, digits, - or _");
            rude.hearsNothingMore();
        }
    }

    @Test
    void theProcessEndsAfterTheMatchNotBefore() throws Exception {
        try (TestPlayer ann = join("ann");
                TestPlayer ben = join("ben")) {
            ben.hears("START ann ben");

            var end = game.end();
            refused("cat");

            assertThat(end).isNotDone();
            ann.says("QUIT");
            ben.hears("OVER ben wins");
            end.get(10, TimeUnit.SECONDS);
        }
    }

    /** Listeners hear one after the other: what this one has heard, the game has heard before. */
    private DrainListener heardAfterTheGame() {
        return new DrainListener() {
            @Override
            public void drainRequested(DrainNotice notice) {
                drained.complete(null);
            }

            @Override
            public void drainWithdrawn() {
                withdrawn.complete(null);
            }
        };
    }

    private TestPlayer join(String name) throws IOException {
        TestPlayer player = new TestPlayer(door.getLocalPort());
        player.says("JOIN " + name);
        player.hears("WELCOME " + name);
        return player;
    }

    private void refused(String name) throws IOException {
        try (TestPlayer player = new TestPlayer(door.getLocalPort())) {
            player.says("JOIN " + name);
            player.hears(CLOSING);
            player.hearsNothingMore();
        }
    }
}
