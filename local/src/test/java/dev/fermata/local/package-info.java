/** Tests of Fermata on a laptop as a whole: the real operator, real sidecars and real games. */
@NullMarked
package dev.fermata.local;

import org.jspecify.annotations.NullMarked;
