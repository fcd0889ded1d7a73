/** The client as a game uses it, against sidecars good and bad. */
@NullMarked
package dev.fermata.client;

import org.jspecify.annotations.NullMarked;
