package dev.fermata.sidecar.route;

import dev.fermata.wire.Headers;
import dev.fermata.wire.WireDocument;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param mediaType the value of the Content-Type header
 * @param body the body, to be sent in UTF-8
 */
public record Reply(int status, String mediaType, String body) {
    /** The status of what went well. */
    public static final int OK = 200;

    static final int BAD_REQUEST = 400;
    static final int CONFLICT = 409;

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /** A document of the protocol. */
    public static Reply document(int status, WireDocument document) {
        return new Reply(status, Headers.JSON, document.toJson());
    }

    static Reply ok(WireDocument document) {
        return document(OK, document);
    }

    /** Well, and of this version: letters, digits and {@code . + -}, which need no escaping. */
    static Reply health(String version) {
        String json = "{\"status\":\"ok\",\"version\":\"" + version + "\"}";
        return new Reply(OK, Headers.JSON, json);
    }

    static Reply metrics(String text) {
        return new Reply(OK, PROMETHEUS, text);
    }
}
