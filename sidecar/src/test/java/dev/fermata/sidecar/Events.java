package dev.fermata.sidecar;

import dev.fermata.wire.ServerDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of an event stream, line by line. */
final class Events implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Events(HttpResponse<InputStream> response) {
        this.response = response;
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** The lines up to the next empty one; none at the end of the stream. */
    List<String> next() {
        List<String> block = new ArrayList<>();
        try {
            String line = lines.readLine();
            while (line != null && !line.isEmpty()) {
                block.add(line);
                line = lines.readLine();
            }
        } catch (IOException e) {
            return List.of();
        }
        return block;
    }

    /** The document in the next event, comments left aside. */
    ServerDocument document() {
        List<String> block = next();
        while (block.size() == 1 && block.getFirst().startsWith(":")) {
            block = next();
        }
        String data = block.getLast();
        return ServerDocument.ofResponse(data.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new AssertionError("closing never fails", e);
        }
    }
}
