package dev.fermata.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A client's copy of the config maps of a namespace, kept by lists and watches as an informer keeps one, and a record of all that it was
 * told. It speaks HTTP 1.0 on a socket of its own with a small buffer: what it does not read stays with the server.
 */
final class WatchedCopy {
    /** The object with which everything ends. */
    static final String END = "end";

    private static final String PATH = "/api/v1/namespaces/default/configmaps?labelSelector=";
    private static final int RECEIVED_UNREAD = 8_192;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int FEW = 7;
    private static final int GONE = 410;

    private final int port;
    private final Wish wish;
    private final Signals signals;
    private final Map<String, Long> copy = new HashMap<>();
    private final List<Told> told = new ArrayList<>();
    private long at;

    /** How a client behaves. */
    enum Manner {
        /** It reads what there is to read. */
        STEADY,
        /** It does not read its first watch as long as there is load. */
        SLOW,
        /** It disconnects after a few events, again and again, and resumes from the last. */
        FICKLE,
        /** It lists, and watches only when there is no load any more. */
        ABSENT
    }

    /** What a client wants to see, and how. */
    record Wish(Manner manner, String labelSelector) {}

    /** What all clients tell the test, and the test tells them: that they have begun, and that there is no load any more. */
    record Signals(CountDownLatch begun, CountDownLatch calm) {}

    /** What the server said. */
    sealed interface Told {
        /** A list: all objects by name, with their versions. */
        record Listed(long revision, Map<String, Long> objects) implements Told {}

        /** One watch. */
        record Watched(long from, List<Event> events) implements Told {}

        /** That it does not know any more what came after the revision of the last watch. */
        record Expired() implements Told {}
    }

    /** One event of a watch; of the object there is left what tells it from any other. */
    record Event(String type, String name, long revision, int digest) {
        static Event of(String type, JsonNode object) {
            return new Event(
                    type,
                    WatchedCopy.name(object),
                    WatchedCopy.revision(object),
                    object.toString().hashCode());
        }
    }

    WatchedCopy(int port, Wish wish, Signals signals) {
        this.port = port;
        this.wish = wish;
        this.signals = signals;
    }

    Wish wish() {
        return wish;
    }

    /** The objects by name, with their versions. */
    Map<String, Long> objects() {
        return Map.copyOf(copy);
    }

    List<Told> told() {
        return List.copyOf(told);
    }

    long expired() {
        return told.stream().filter(Told.Expired.class::isInstance).count();
    }

    /** Lists and watches until the last object is there. */
    WatchedCopy follow() throws IOException, InterruptedException {
        list();
        if (wish.manner() != Manner.SLOW) {
            signals.begun().countDown();
        }
        if (wish.manner() == Manner.ABSENT) {
            signals.calm().await();
        }
        while (!copy.containsKey(END)) {
            watch();
        }
        return this;
    }

    private void list() throws IOException {
        try (Socket socket = ask("")) {
            JsonNode list = Json.parse(answer(socket).readAllBytes());
            copy.clear();
            list.path("items").forEach(object -> copy.put(name(object), revision(object)));
            at = revision(list);
            told.add(new Told.Listed(at, Map.copyOf(copy)));
        }
    }

    private void watch() throws IOException, InterruptedException {
        List<Event> events = new ArrayList<>();
        told.add(new Told.Watched(at, events));
        try (Socket socket = ask("&watch=true&resourceVersion=" + at)) {
            if (wish.manner() == Manner.SLOW && signals.calm().getCount() > 0) {
                signals.begun().countDown();
                signals.calm().await();
            }
            InputStream answer = answer(socket);
            byte[] line = line(answer);
            while (line != null) {
                JsonNode json = Json.parse(line);
                if (json.path("type").asText().equals("ERROR")) {
                    expire(json.path("object"));
                    return;
                }
                events.add(take(Event.of(json.path("type").asText(), json.path("object"))));
                line = goesOn(events) ? line(answer) : null;
            }
        }
    }

    private boolean goesOn(List<Event> events) {
        return !copy.containsKey(END) && (wish.manner() != Manner.FICKLE || events.size() < FEW);
    }

    private void expire(JsonNode status) throws IOException {
        if (status.path("code").asInt() != GONE) {
            throw new IOException("a watch ended with " + status);
        }
        told.add(new Told.Expired());
        list();
    }

    private Event take(Event event) {
        if (event.type().equals("DELETED")) {
            copy.remove(event.name());
        } else {
            copy.put(event.name(), event.revision());
        }
        at = event.revision();
        return event;
    }

    private Socket ask(String query) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVED_UNREAD);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        String request = "GET " + PATH + wish.labelSelector() + query + " HTTP/1.0\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What comes after the headers. */
    private static InputStream answer(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        byte[] header = line(in);
        while (header != null && header.length > 1) {
            header = line(in);
        }
        return in;
    }

    /** The next line, without its end; null if the connection ends first. */
    private static byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toByteArray();
            }
            line.write(next);
        }
        return null;
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static long revision(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asLong();
    }
}
