package dev.fermata.sidecar.http;

import dev.fermata.sidecar.metrics.Metrics;
import dev.fermata.wire.ServerEvents;
import io.javalin.Javalin;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/** The two listeners, and the one thread that watches time for both. */
public final class Listeners implements AutoCloseable {
    private final Scheduler timer;
    private final EventStreams streams;
    private final Metrics metrics;
    private final Listener game;
    private final Listener operator;

    /** Binds both addresses; nothing is served yet. */
    Listeners(Site gameSite, Site operatorSite, EventStreams streams, Metrics metrics, Scheduler timer)
            throws IOException {
        this.timer = timer;
        this.streams = streams;
        this.metrics = metrics;
        game = bind(gameSite);
        operator = bind(operatorSite);
    }

    /**
     * Binds both addresses, then starts to serve.
     *
     * @throws IOException if an address cannot be bound, with a message that names it
     */
    public static Listeners start(Site game, Site operator, EventStreams streams, Metrics metrics) throws IOException {
        Scheduler timer = new ScheduledExecutorScheduler("timer", true);
        Listeners listeners = new Listeners(game, operator, streams, metrics, timer);
        listeners.start();
        return listeners;
    }

    private Listener bind(Site site) throws IOException {
        return Listener.bind(site, Javalin.create(new Endpoints(site, streams, metrics)::configure), timer);
    }

    void start() {
        game.start();
        operator.start();
        beat();
    }

    private void beat() {
        streams.heartbeat();
        timer.schedule(this::beat, ServerEvents.HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** The port for the game. */
    public int gamePort() {
        return game.port();
    }

    /** The port for the operator. */
    public int operatorPort() {
        return operator.port();
    }

    @Override
    public void close() {
        game.close();
        operator.close();
    }
}
