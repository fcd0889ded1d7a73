/**
 * How one Server lives and ends: its observation, the gate, the planner, the Pod it wants and the status it deserves.
 *
 * <p>Pure: same observation, same plan. No clock, no randomness, no I/O, no logger; knows nothing of Fleets.
 */
@NullMarked
package dev.fermata.operator.server;

import org.jspecify.annotations.NullMarked;
