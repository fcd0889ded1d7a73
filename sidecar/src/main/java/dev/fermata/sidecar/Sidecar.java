package dev.fermata.sidecar;

import dev.fermata.sidecar.http.EventStreams;
import dev.fermata.sidecar.http.Listeners;
import dev.fermata.sidecar.http.Site;
import dev.fermata.sidecar.metrics.Metrics;
import dev.fermata.sidecar.nudge.NudgeSender;
import dev.fermata.sidecar.route.GameRoutes;
import dev.fermata.sidecar.route.OperatorRoutes;
import dev.fermata.sidecar.settings.Settings;
import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.State;
import dev.fermata.wire.Nudge;
import dev.fermata.wire.ServerIdentity;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A running sidecar: its parts, put together. */
final class Sidecar implements AutoCloseable {
    static final String GAME = "game";
    static final String OPERATOR = "operator";

    private final Cell cell = new Cell(State.initial(instance()));
    private final Metrics metrics = new Metrics();
    private final EventStreams streams;
    private final Listeners listeners;
    private final @Nullable NudgeSender nudges;
    private final Presence presence;

    private Sidecar(Settings settings) throws IOException {
        ServerIdentity identity = settings.identity();
        cell.listen(TransitionLog::changed);
        cell.listen(metrics::changed);
        streams = new EventStreams(cell, identity, metrics);
        presence = new Presence(settings, () -> streams.size() > 0, System::nanoTime);
        Site game = new Site(
                GAME, settings.game(), new GameRoutes(cell, identity, metrics::holdRefused).routes(), presence::asked);
        Site operator = new Site(
                OPERATOR,
                settings.operator(),
                new OperatorRoutes(cell, settings.tokenSha256(), Build.VERSION, this::page).routes(),
                () -> {});
        listeners = Listeners.start(game, operator, streams, metrics);
        nudges = nudges(settings.nudge(), identity);
    }

    /**
     * Starts one.
     *
     * @throws IOException if an address cannot be bound
     */
    static Sidecar start(Settings settings) throws IOException {
        return new Sidecar(settings);
    }

    /** Differs from that of every earlier start beside the same game; no secret. */
    private static String instance() {
        return Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-"
                + Long.toString(ThreadLocalRandom.current().nextLong(1L << 32), Character.MAX_RADIX);
    }

    private @Nullable NudgeSender nudges(@Nullable URI url, ServerIdentity identity) {
        return url == null
                ? null
                : NudgeSender.start(
                        cell, url, new Nudge(identity.namespace(), identity.name(), identity.uid()), metrics);
    }

    private String page() {
        return metrics.page(Build.VERSION, cell.get(), streams.size());
    }

    int gamePort() {
        return listeners.gamePort();
    }

    int operatorPort() {
        return listeners.operatorPort();
    }

    /** Tells the game that the Pod is being ended. */
    void terminate() {
        cell.change(State::terminate);
    }

    /** Whether a game is still there. Asking shows, the second time or the third, which streams are dead. */
    boolean hasGame() {
        streams.heartbeat();
        return presence.isThere();
    }

    @Override
    public void close() {
        if (nudges != null) {
            nudges.close();
        }
        listeners.close();
    }
}
