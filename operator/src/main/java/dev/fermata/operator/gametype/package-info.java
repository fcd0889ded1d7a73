/**
 * How a GameType moves from one revision to the next: its observation, the choice of the revision that shall run, how many Servers each
 * revision's Fleet shall have, and its status.
 *
 * <p>Pure: same observation, same plan. No clock, no randomness, no I/O, no logger. It moves numbers between Fleets, and never touches a
 * Server: which ones go, and when, is their Fleet's and their game's.
 */
@NullMarked
package dev.fermata.operator.gametype;

import org.jspecify.annotations.NullMarked;
