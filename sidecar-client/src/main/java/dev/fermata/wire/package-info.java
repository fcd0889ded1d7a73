/** The records that game, sidecar and operator exchange, and their JSON codec. Nothing here does I/O. */
@NullMarked
package dev.fermata.wire;

import org.jspecify.annotations.NullMarked;
