package dev.fermata.sidecar.http;

import dev.fermata.sidecar.metrics.Count;
import dev.fermata.sidecar.metrics.Metrics;
import dev.fermata.sidecar.state.Cell;
import dev.fermata.wire.ServerIdentity;
import jakarta.servlet.ServletOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All clients that follow the state, at most {@value #MAX_STREAMS}: one more ends the oldest. So a game that connects again and again
 * and closes nothing is always heard, and memory stays bounded.
 */
public final class EventStreams {
    static final int MAX_STREAMS = 16;

    private final Cell cell;
    private final ServerIdentity identity;
    private final Metrics metrics;
    private final List<EventStream> streams = new CopyOnWriteArrayList<>();

    public EventStreams(Cell cell, ServerIdentity identity, Metrics metrics) {
        this.cell = cell;
        this.identity = identity;
        this.metrics = metrics;
        cell.listen(transition -> streams.forEach(EventStream::news));
    }

    /** How many there are; of those whose client is gone, some may not have been noticed yet. */
    public int size() {
        return streams.size();
    }

    /** Sends each a heartbeat; shows which are gone. */
    public void heartbeat() {
        streams.forEach(EventStream::heartbeat);
    }

    /** Lets a client follow until the future completes. */
    CompletableFuture<Void> open(ServletOutputStream out) {
        EventStream stream = new EventStream(cell::get, identity, out);
        CompletableFuture<Void> removed = admit(stream);
        out.setWriteListener(stream);
        return removed;
    }

    /** One at a time: many that come at once are no more than {@value #MAX_STREAMS} either. */
    private synchronized CompletableFuture<Void> admit(EventStream stream) {
        while (streams.size() >= MAX_STREAMS) {
            metrics.count(Count.STREAM_DROPPED);
            streams.getFirst().end();
        }
        streams.add(stream);
        return stream.ended().whenComplete((nothing, failure) -> streams.remove(stream));
    }
}
