/** Watches what the guard stands on. */
@NullMarked
package dev.fermata.operator.shell.guard;

import org.jspecify.annotations.NullMarked;
