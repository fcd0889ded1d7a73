/**
 * The demo: the promise, kept before your eyes. A story of a few chapters that is played on a {@link dev.fermata.local.Laptop} with
 * bots as players, and checked as it is told; and the screen that shows it.
 */
@NullMarked
package dev.fermata.local.demo;

import org.jspecify.annotations.NullMarked;
