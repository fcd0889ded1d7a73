/** Carries plans out: each step one request, stopping at the first that does not go through. Decides nothing. */
@NullMarked
package dev.fermata.operator.shell.act;

import org.jspecify.annotations.NullMarked;
