package dev.fermata.client.internal;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the sidecar listens.
 *
 * @param host name or address; IPv6 in brackets, as in a URL
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    private static final int HTTP = 80;
    private static final int HIGHEST = 65_535;

    /**
     * Reads {@code http://host:port}.
     *
     * @param source where the text comes from, for the person who has to correct it
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Endpoint of(String source, String url) {
        try {
            URI uri = new URI(url.strip());
            int port = uri.getPort() == -1 ? HTTP : uri.getPort();
            boolean bare = uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
            if ("http".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && bare
                    && port > 0
                    && port <= HIGHEST) {
                return new Endpoint(uri.getHost(), port);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new IllegalArgumentException(
                source + " must be an address like http://127.0.0.1:9480, with no path, not \"" + url + "\"");
    }

    @Override
    public String toString() {
        return "http://" + authority();
    }

    String authority() {
        return host + ":" + port;
    }
}
