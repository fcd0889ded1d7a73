package dev.fermata.local.apiserver.http;

import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.store.Stored;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes lists from the bytes that their objects were written to before. */
final class Lists {
    private Lists() {}

    static byte[] bytes(ResourceType type, long revision, List<Stored> items) {
        int size =
                200 + items.stream().mapToInt(item -> item.bytes().length + 1).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size);
        out.writeBytes(("{\"kind\":\"" + type.names().listKind() + "\",\"apiVersion\":\"" + type.apiVersion()
                        + "\",\"metadata\":{\"resourceVersion\":\"" + revision + "\"},\"items\":[")
                .getBytes(StandardCharsets.UTF_8));
        boolean first = true;
        for (Stored item : items) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.writeBytes(item.bytes());
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
