package dev.fermata.local.apiserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;

/** Creates, changes and deletes the config maps of a few names, in the way of others who do so too. */
final class ConfigMapWriter {
    private static final String PATH = "/api/v1/namespaces/default/configmaps";
    private static final int NAMES = 16;
    private static final int NOW_AND_THEN = 150;
    private static final int FIRST_REFUSAL = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    /** A few hundred of these are more than a connection holds: the server has to wait for whoever does not read. */
    private static final String BULK = "x".repeat(6_000);

    private final URI server;
    private final Random random;
    private final Runnable nowAndThen;

    ConfigMapWriter(URI server, int seed, Runnable nowAndThen) {
        this.server = server;
        this.random = new Random(seed);
        this.nowAndThen = nowAndThen;
    }

    /** Tries so many; how many were done, and not too late for another's. */
    int write(int times) throws IOException, InterruptedException {
        int done = 0;
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 1; i <= times; i++) {
                int code = http.send(next(i), BodyHandlers.discarding()).statusCode();
                if (code < FIRST_REFUSAL) {
                    done++;
                } else if (code != NOT_FOUND && code != CONFLICT) {
                    throw new IOException("a write was answered " + code);
                }
                if (i % NOW_AND_THEN == 0) {
                    nowAndThen.run();
                }
            }
        }
        return done;
    }

    private HttpRequest next(int count) {
        String name = "map-" + random.nextInt(NAMES);
        URI url = server.resolve(PATH + "/" + name);
        return switch (random.nextInt(5)) {
            case 0 -> HttpRequest.newBuilder(url).DELETE().build();
            case 1, 2 ->
                HttpRequest.newBuilder(server.resolve(PATH))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(object(name, count)))
                        .build();
            default ->
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", BodyPublishers.ofString(object(name, count)))
                        .build();
        };
    }

    private String object(String name, int count) {
        String seen = random.nextBoolean() ? "yes" : "no";
        return """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "%s", "labels": {"seen": "%s"}},
             "data": {"count": "%d", "bulk": "%s"}}
            """.formatted(name, seen, count, BULK);
    }
}
