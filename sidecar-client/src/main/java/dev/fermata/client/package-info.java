/**
 * What a game server embeds to say when it may be deleted: {@link dev.fermata.client.Fermata} and the listeners it calls. How it
 * does so lives in the package {@code internal} below, which nobody else may use.
 */
@NullMarked
package dev.fermata.client;

import org.jspecify.annotations.NullMarked;
