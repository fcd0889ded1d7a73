/**
 * What game, sidecar and operator say to each other: one record for each document, its JSON form, and the constants that both
 * ends must agree on (routes, headers, environment variables, limits, the operator's token).
 *
 * <p>Documents that a program <em>receives as a request</em> are read strictly: an unknown, missing or repeated field, or one of
 * the wrong type, is a {@link dev.fermata.wire.WireException} that names the field and what would be right. Documents that it
 * <em>receives as an answer</em> are read leniently: unknown fields are ignored, so that an older reader understands a newer
 * writer. Optional fields are absent in JSON and {@code null} in Java.
 *
 * <p>Nothing here does I/O, starts a thread, reads a clock or needs more than {@code java.base}. No reflection, no regular
 * expressions: the sidecar loads this package in every Pod.
 */
@NullMarked
package dev.fermata.wire;

import org.jspecify.annotations.NullMarked;
