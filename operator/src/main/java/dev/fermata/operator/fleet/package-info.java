/**
 * How a Fleet keeps its number of Servers: its observation, the planner, the order of victims, the Servers it wants and its status.
 *
 * <p>Pure: same observation, same plan. No clock, no randomness, no I/O, no logger; sees Servers only as slim views, and never a Pod or a
 * sidecar.
 */
@NullMarked
package dev.fermata.operator.fleet;

import org.jspecify.annotations.NullMarked;
