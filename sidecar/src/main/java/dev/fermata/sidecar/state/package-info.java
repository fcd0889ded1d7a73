/**
 * What the sidecar knows, as one immutable value, and every way in which it may change, as pure functions of that value; and the
 * one cell that holds it. Nothing here does I/O, reads a clock, logs, is random or waits: given the same state and the same wish,
 * the same state follows. What a game or an operator is told follows from the state, too.
 */
@NullMarked
package dev.fermata.sidecar.state;

import org.jspecify.annotations.NullMarked;
