/** The real operator on the simulated API server, with Pods that need no processes and sidecars that a test plays the game of. */
@NullMarked
package dev.fermata.local.wiring;

import org.jspecify.annotations.NullMarked;
