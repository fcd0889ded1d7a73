package dev.fermata.local.apiserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.json.Json;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch whose events a test takes one by one. */
final class Watching implements AutoCloseable {
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final HttpResponse<AsyncBody> response;

    record Event(String type, JsonNode object) {
        long revision() {
            return object.path("metadata").path("resourceVersion").asLong();
        }
    }

    private Watching(Cluster cluster, String path) {
        var request =
                cluster.http().newHttpRequestBuilder().uri(cluster.url(path)).build();
        response = Cluster.join(cluster.http().consumeBytes(request, (buffers, body) -> {
            buffers.forEach(this::read);
            body.consume();
        }));
        response.body().consume();
    }

    static Watching open(Cluster cluster, String path) {
        return new Watching(cluster, path);
    }

    private void read(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            if (next == '\n') {
                events.add(event(line.toByteArray()));
                line.reset();
            } else {
                line.write(next);
            }
        }
    }

    private static Event event(byte[] json) {
        try {
            JsonNode tree = Json.parse(json);
            return new Event(tree.path("type").asText(), tree.path("object"));
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** The next events about objects of this name, so many of them; others are passed over. */
    List<Event> about(String name, int count) {
        List<Event> found = new ArrayList<>();
        while (found.size() < count) {
            Event event = take();
            if (event.object().path("metadata").path("name").asText().equals(name)) {
                found.add(event);
            }
        }
        return found;
    }

    /** The next event of this type; others are passed over. */
    Event next(String type) {
        while (true) {
            Event event = take();
            if (event.type().equals(type)) {
                return event;
            }
        }
    }

    private Event take() {
        try {
            Event event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event within 20 s");
            }
            return event;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    boolean isEnded() {
        return response.body().done().isDone();
    }

    @Override
    public void close() {
        response.body().cancel();
    }
}
