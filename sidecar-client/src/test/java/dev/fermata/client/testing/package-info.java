/** The fake sidecar, seen from outside. */
@NullMarked
package dev.fermata.client.testing;

import org.jspecify.annotations.NullMarked;
