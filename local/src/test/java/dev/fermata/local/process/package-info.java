/** Tests of processes that cannot be left behind: with real ones. */
@NullMarked
package dev.fermata.local.process;

import org.jspecify.annotations.NullMarked;
