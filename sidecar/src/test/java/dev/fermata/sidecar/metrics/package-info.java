/** Tests of the metrics page. */
@NullMarked
package dev.fermata.sidecar.metrics;

import org.jspecify.annotations.NullMarked;
