package dev.fermata.client.internal;

import dev.fermata.wire.Headers;
import dev.fermata.wire.WireDocument;
import java.nio.charset.StandardCharsets;

/**
 * A request, ready to be sent.
 *
 * @param method GET, POST or PUT
 * @param path one of the sidecar's routes
 * @param accept the media type wanted
 * @param body empty if there is none
 */
record Request(String method, String path, String accept, String body) {

    static Request get(String path, String accept) {
        return new Request("GET", path, accept, "");
    }

    static Request send(String method, String path, WireDocument document) {
        return new Request(method, path, Headers.JSON, document.toJson());
    }

    /** The request's bytes, for a connection that ends with the answer. */
    byte[] bytes(String authority) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(200)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority)
                .append("\r\nConnection: close\r\nAccept: ")
                .append(accept)
                .append("\r\n");
        if (content.length > 0) {
            head.append("Content-Type: ").append(Headers.JSON).append("\r\n");
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
