/**
 * Serves routes over HTTP: the only place that knows Javalin, Jetty and servlets. What a route answers is decided elsewhere; here
 * are connections, media types, lengths, tokens, event streams and the JSON form of every error, the server's own included.
 */
@NullMarked
package dev.fermata.sidecar.http;

import org.jspecify.annotations.NullMarked;
