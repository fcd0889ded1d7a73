/** The parts of the client, each alone. */
@NullMarked
package dev.fermata.client.internal;

import org.jspecify.annotations.NullMarked;
