package dev.fermata.sidecar.route;

/** The methods that routes have of their own; HEAD and OPTIONS follow from them. */
public enum Method {
    GET,
    POST,
    PUT,
    DELETE
}
