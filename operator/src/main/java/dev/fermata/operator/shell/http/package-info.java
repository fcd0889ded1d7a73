/** The operator's two listeners: nudges from sidecars, and health, readiness and metrics. What they hear they pass on; they know nothing. */
@NullMarked
package dev.fermata.operator.shell.http;

import org.jspecify.annotations.NullMarked;
