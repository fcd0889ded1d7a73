/** Counts what happens in this sidecar and renders it for Prometheus. Knows no clock and does no I/O. */
@NullMarked
package dev.fermata.sidecar.metrics;

import org.jspecify.annotations.NullMarked;
