/**
 * The sidecar: a small program beside every game. The game tells it whether its server may be deleted; the operator asks it. Here
 * the parts are put together: {@code settings} (what it is told), {@code state} (what it knows; pure), {@code route} (what it
 * answers), {@code http} (the two listeners), {@code nudge} (what it says by itself), {@code metrics}. The parts do not know this
 * package.
 */
@NullMarked
package dev.fermata.sidecar;

import org.jspecify.annotations.NullMarked;
