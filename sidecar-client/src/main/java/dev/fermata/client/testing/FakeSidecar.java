package dev.fermata.client.testing;

import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.EnvironmentVariables;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Permission;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A sidecar for tests: listens on a free port of 127.0.0.1, speaks the game's side of the protocol as a real sidecar does, and does
 * what the test says an operator did. A game under test cannot tell the difference.
 *
 * <pre>{@code
 * @Test
 * void a_drained_lobby_lets_go_when_its_last_match_is_over() {
 *     try (FakeSidecar sidecar = FakeSidecar.start();
 *             Fermata fermata = Fermata.connect(sidecar.uri())) {
 *         Lobby lobby = new Lobby(fermata);
 *         Match match = lobby.startMatch();
 *
 *         sidecar.requestDrain(DrainNotice.SCALE_DOWN);
 *         match.end();
 *
 *         sidecar.await(server -> server.state().allowed());
 *     }
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread. Waiting methods wait for at most {@value #PATIENCE_SECONDS} seconds of real time,
 * and then throw an {@link AssertionError} that says how things stand.
 */
public final class FakeSidecar implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);

    private final FakeState state;
    private final FakeListener listener;

    private FakeSidecar(ServerIdentity identity) throws IOException {
        state = new FakeState(identity);
        listener = new FakeListener(state);
    }

    /**
     * Starts one for the Server {@code games/fake-server-0}, with a capacity of 16, which no Fleet owns.
     *
     * @return listens already; to be closed at the end of the test
     * @throws UncheckedIOException if there is no port to listen on
     */
    public static FakeSidecar start() {
        return start(new ServerIdentity("fake-server-0", "games", "00000000-fake-uid", null, null, 16));
    }

    /**
     * Starts one for a Server of the test's own.
     *
     * @param identity what the game reads about its Server
     * @return listens already; to be closed at the end of the test
     * @throws UncheckedIOException if there is no port to listen on
     */
    public static FakeSidecar start(ServerIdentity identity) {
        try {
            return new FakeSidecar(identity);
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 to listen on", e);
        }
    }

    /** {@return where it listens; stays the same when it restarts} */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    /**
     * For a game that is tested as a process of its own.
     *
     * @return the environment variables that a game's container has
     */
    public Map<String, String> environment() {
        ServerIdentity identity = state.identity();
        String name = identity.name();
        Integer capacity = identity.capacity();
        return capacity == null
                ? Map.of(EnvironmentVariables.URL, uri().toString(), EnvironmentVariables.SERVER_NAME, name)
                : Map.of(
                        EnvironmentVariables.URL,
                        uri().toString(),
                        EnvironmentVariables.SERVER_NAME,
                        name,
                        EnvironmentVariables.CAPACITY,
                        capacity.toString());
    }

    /**
     * Asks the game to come to an end, now and without a deadline; replaces an earlier request.
     *
     * @param reason one of those at {@link DrainNotice}, or another CamelCase word
     * @throws IllegalArgumentException if it is no such word
     */
    public void requestDrain(String reason) {
        requestDrain(new DrainNotice(reason, null, Instant.now(), null));
    }

    /**
     * Asks the game to come to an end; replaces an earlier request.
     *
     * @param notice what the game is told
     */
    public void requestDrain(DrainNotice notice) {
        state.drain(notice);
    }

    /** Takes the drain request back. */
    public void withdrawDrain() {
        state.drain(null);
    }

    /**
     * Does what the operator does before it deletes: makes the game's permission irrevocable. From then on holds are answered with
     * {@link dev.fermata.wire.Hold#SEALED}.
     *
     * @return false if the game has not allowed deletion; then nothing has changed
     */
    public boolean seal() {
        return state.seal();
    }

    /** Takes the seal off. */
    public void unseal() {
        state.unseal();
    }

    /**
     * Acknowledges the game's permission as it is now. With {@link Guard#ARMED}, the next hold of a game that is held already is
     * answered with {@link dev.fermata.wire.Hold#GUARDED}. A change of the permission makes the guard {@link Guard#UNKNOWN} again.
     *
     * @param guard how the guard stands for that permission
     */
    public void acknowledgeGuard(Guard guard) {
        state.acknowledge(guard);
    }

    /** The Pod is being ended: holds are answered with {@link dev.fermata.wire.Hold#TERMINATING}. */
    public void terminate() {
        state.terminate();
    }

    /** The sidecar crashes and comes back: a new instance, which has forgotten permission, drain, seal, guard and players. */
    public void restart() {
        listener.restart();
    }

    /** Ends all connections, as a network does that has a bad moment. Nothing is forgotten. */
    public void breakConnections() {
        listener.drop();
    }

    /** Ends all connections, and takes none until {@link #reappear}. Nothing is forgotten. */
    public void disappear() {
        listener.refuse();
    }

    /** Takes connections again. */
    public void reappear() {
        listener.accept();
    }

    /** {@return how things stand} */
    public ServerDocument document() {
        return state.document();
    }

    /**
     * How the permission changed over time, over all restarts. What a game says again changes nothing, and is not here.
     *
     * @return the oldest first: {@link Permission#ALLOWED} each time the game gave it, {@link Permission#HELD} each time the game
     *     took it back
     */
    public List<Permission> permissions() {
        return state.permissions();
    }

    /**
     * Waits until the document is as wanted.
     *
     * @param wanted asked at each change; must not wait
     * @return the document as it was then
     * @throws AssertionError if it is not so in time
     */
    public ServerDocument await(Predicate<ServerDocument> wanted) {
        return state.await(wanted, PATIENCE);
    }

    /**
     * Waits until a client follows the events, and has been sent how things stand now.
     *
     * @throws AssertionError if none does in time
     */
    public void awaitConnected() {
        state.awaitFollower(PATIENCE);
    }

    /** Ends all connections and listens no more. May be called twice. */
    @Override
    public void close() {
        listener.close();
    }
}
