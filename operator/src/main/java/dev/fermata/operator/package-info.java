/** Fermata's operator. Only {@link dev.fermata.operator.Main} lives here: it reads the configuration, starts the shell and ends the program. */
@NullMarked
package dev.fermata.operator;

import org.jspecify.annotations.NullMarked;
