/** Tests of the whole sidecar, over real connections, and of the shape of its code. */
@NullMarked
package dev.fermata.sidecar;

import org.jspecify.annotations.NullMarked;
