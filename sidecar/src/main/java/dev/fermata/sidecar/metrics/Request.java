package dev.fermata.sidecar.metrics;

/**
 * A kind of request, as it is counted. Its values come from the list of routes, never from a caller, so their number is bounded.
 *
 * @param listener {@code game} or {@code operator}
 * @param method the method, or {@code other}
 * @param route the path of the route, or {@code none}
 * @param code the HTTP status of the answer
 */
public record Request(String listener, String method, String route, int code) {}
