package dev.fermata.local.apiserver.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A request as it came over the wire. */
@SuppressWarnings("ArrayRecordComponent") // requests are never compared
record Request(String method, List<String> path, Map<String, String> query, Map<String, String> headers, byte[] body) {
    private static final Set<String> BINARY = Set.of("application/vnd.kubernetes.protobuf", "application/cbor");

    static Request of(String method, URI uri, Map<String, String> headers, byte[] body) {
        List<String> path = Arrays.stream(uri.getRawPath().split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(Request::decoded)
                .toList();
        return new Request(method, path, query(uri), headers, body);
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            for (String term : raw.split("&", -1)) {
                int equals = term.indexOf('=');
                String name = equals < 0 ? term : term.substring(0, equals);
                query.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(term.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A query parameter; empty if absent. */
    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /** Whether a query parameter is set to true. */
    boolean says(String name) {
        String value = parameter(name).toLowerCase(Locale.ROOT);
        return value.equals("true") || value.equals("1");
    }

    /** A header by its name in lower case; empty if absent. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether the body is in a form that is not read here. */
    boolean isBinary() {
        return BINARY.contains(mediaType());
    }

    /** The media type of the body, without parameters. */
    String mediaType() {
        String type = header("content-type");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    }
}
