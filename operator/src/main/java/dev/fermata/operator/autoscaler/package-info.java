/**
 * One GameAutoscaler: when its webhook is asked, what its answer means, and what becomes of it. Pure: no clock, no chance, no I/O. It
 * knows of its GameType what that says of itself, and nothing of Fleets and Servers.
 */
@NullMarked
package dev.fermata.operator.autoscaler;

import org.jspecify.annotations.NullMarked;
