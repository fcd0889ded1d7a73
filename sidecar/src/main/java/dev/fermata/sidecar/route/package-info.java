/**
 * What each listener answers: its routes as data, and for each what follows from the state and a request's body. Knows the protocol
 * and nothing of HTTP servers, threads or clocks; so it is tested without them, and another server could be put underneath.
 */
@NullMarked
package dev.fermata.sidecar.route;

import org.jspecify.annotations.NullMarked;
