package dev.fermata.client;

import dev.fermata.client.internal.Continuations;
import dev.fermata.client.internal.Endpoint;
import dev.fermata.client.internal.Link;
import dev.fermata.client.internal.NoSidecar;
import dev.fermata.client.internal.SidecarLink;
import dev.fermata.client.internal.Timing;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.EnvironmentVariables;
import dev.fermata.wire.Hold;
import dev.fermata.wire.Limits;
import dev.fermata.wire.ServerDocument;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A game server's line to Fermata: says when this server may be deleted, takes that back when players come, and hears when somebody
 * wants the server gone. One for each process, for as long as it runs:
 *
 * <pre>{@code
 * Fermata fermata = Fermata.connect();
 * fermata.onDrain(notice -> lobby.takeNoNewMatches());
 * fermata.allowDeletion();                     // idle: this server may go
 * ...
 * if (fermata.hold().isHeld()) {               // players come
 *     match.play();
 *     fermata.allowDeletion();                 // and are gone again
 * } else {
 *     lobby.sendPlayersElsewhere();
 * }
 * }</pre>
 *
 * <p>Until it says otherwise for the first time, a game is taken not to allow deletion.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, a listener's included. Methods that may block say so, and block
 * for at most 5 seconds; all others return at once, and belong into a game's main loop. Three daemon threads do the work, and
 * one more runs what the game hangs on futures (more only if that blocks).
 *
 * <p><b>Trouble.</b> A sidecar that cannot be reached is no exception: wishes are remembered, the last one wins, and it is brought
 * to the sidecar as soon as that answers. The same happens when a sidecar was restarted and has forgotten all. Only a call that
 * could never be right (a negative number of players, an address that is none) throws, an {@link IllegalArgumentException}.
 *
 * <p><b>Without a sidecar</b>, on a developer's desk, where {@value EnvironmentVariables#URL} is not set, everything works: one
 * line in the log says so, {@link #hold()} answers {@link Hold#LOCAL}, and nobody ever asks the server to go.
 */
public final class Fermata implements AutoCloseable {
    private final Link link;

    private Fermata(Link link) {
        this.link = link;
    }

    /**
     * Connects to the sidecar that the environment variable {@value EnvironmentVariables#URL} names; runs without one if it is not
     * set. Returns at once: a sidecar that is not there yet is waited for in the background.
     *
     * @return the line, for as long as the process runs
     * @throws IllegalArgumentException if the variable's value is no {@code http://host:port}
     */
    public static Fermata connect() {
        return connect(System.getenv(EnvironmentVariables.URL));
    }

    /**
     * Connects to the sidecar at an address. Returns at once: one that is not there yet is waited for in the background.
     *
     * @param sidecar an address like {@code http://127.0.0.1:9480}, without a path
     * @return the line, for as long as the process runs
     * @throws IllegalArgumentException if it is no {@code http://host:port}
     */
    public static Fermata connect(URI sidecar) {
        return connect(Endpoint.of("the sidecar's address", sidecar.toString()), Timing.DEFAULT);
    }

    /** What the environment says; for tests of the two forms above. */
    static Fermata connect(@Nullable String url) {
        if (url == null || url.isBlank()) {
            return new Fermata(new NoSidecar());
        }
        return connect(Endpoint.of(EnvironmentVariables.URL, url), Timing.DEFAULT);
    }

    /** With time as a test wants it. */
    static Fermata connect(Endpoint sidecar, Timing timing) {
        return new Fermata(SidecarLink.open(sidecar, timing));
    }

    /**
     * Says that this server may be deleted from now on: no match is running, and none will start before {@link #hold()} has
     * answered. Blocks until the sidecar knows, for at most 5 seconds; an interrupt ends the wait and stays set.
     *
     * @return true if the sidecar has taken it; false if not yet: it will be told as soon as it answers, unless the game holds
     *     first
     */
    public boolean allowDeletion() {
        return await(link.allow(), false);
    }

    /**
     * {@link #allowDeletion()} without blocking: the main loop's form.
     *
     * @return always completes within 5 seconds, with what the blocking form returns, and never exceptionally; what hangs on it may
     *     take its time
     */
    public CompletableFuture<Boolean> allowDeletionAsync() {
        return link.allow().thenApplyAsync(taken -> taken, Continuations.EXECUTOR);
    }

    /**
     * Takes the permission back, because players come: asks whether a match may start here. May be called again at any time, to
     * ask anew. Blocks until the sidecar answers, for at most 5 seconds; an interrupt ends the wait and stays set.
     *
     * @return what to do now, as said at each {@link Hold}; {@link Hold#isHeld()} is the short form. {@link Hold#UNANSWERED} if
     *     there was no answer in time
     */
    public Hold hold() {
        return await(link.hold(), Hold.UNANSWERED);
    }

    /**
     * {@link #hold()} without blocking: the main loop's form.
     *
     * @return always completes within 5 seconds, with what the blocking form returns, and never exceptionally; what hangs on it may
     *     take its time
     */
    public CompletableFuture<Hold> holdAsync() {
        return link.hold().thenApplyAsync(hold -> hold, Continuations.EXECUTOR);
    }

    /**
     * Says how many players are here. People see the number, and where servers are otherwise equal, those with fewer players go
     * first. Never blocks: the newest number is sent at most once a second, and again to a sidecar that was restarted.
     *
     * @param count 0 to {@value Limits#MAX_PLAYERS}
     * @throws IllegalArgumentException if it is outside
     */
    public void reportPlayers(int count) {
        link.players(count);
    }

    /**
     * Adds a listener for drain requests. If there is a request already, the listener hears of it now (on its own thread; this
     * method returns at once).
     *
     * @param listener called until it is taken off, or this line is closed
     * @return takes the listener off again; need not be kept
     */
    public Subscription onDrain(DrainListener listener) {
        return link.onDrain(listener);
    }

    /**
     * The drain request as far as known, without asking. A request stays known while the sidecar cannot be reached, and until the
     * operator confirms to a restarted sidecar that it is gone.
     *
     * @return empty if there is none
     */
    public Optional<DrainNotice> drain() {
        return link.drain();
    }

    /**
     * Adds a listener for everything that changes in the server's document: the first known document, and each newer one. A slow
     * listener misses what lies between, but never the newest. Called as {@link DrainListener}s are.
     *
     * @param listener called until it is taken off, or this line is closed
     * @return takes the listener off again; need not be kept
     */
    public Subscription onChange(Consumer<ServerDocument> listener) {
        return link.onChange(listener);
    }

    /**
     * The server's document as last heard, without asking.
     *
     * @return empty before the first contact, and without a sidecar
     */
    public Optional<ServerDocument> server() {
        return link.server();
    }

    /**
     * Asks the sidecar for the server's document. Blocks until it answers, for at most 5 seconds; an interrupt ends the wait and
     * stays set.
     *
     * @return empty if it did not answer, or not with a document; and without a sidecar
     */
    public Optional<ServerDocument> readServer() {
        return await(link.read(), Optional.empty());
    }

    /**
     * {@link #readServer()} without blocking.
     *
     * @return always completes within 5 seconds, with what the blocking form returns, and never exceptionally; what hangs on it may
     *     take its time
     */
    public CompletableFuture<Optional<ServerDocument>> readServerAsync() {
        return link.read().thenApplyAsync(document -> document, Continuations.EXECUTOR);
    }

    /**
     * Hangs up. Does not block. Calls that wait are answered as if the sidecar had not; what it has not taken yet is dropped, so
     * wait for {@link #allowDeletion()} before closing where that matters. The sidecar goes on with what it was told last. Listeners
     * hear no more. Afterwards all calls answer as if the sidecar did not. May be called twice.
     */
    @Override
    public void close() {
        link.close();
    }

    private static <T> T await(CompletableFuture<T> answer, T otherwise) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers are values, never exceptions", e);
        }
    }
}
