/** The contract, byte by byte. */
@NullMarked
package dev.fermata.wire;

import org.jspecify.annotations.NullMarked;
