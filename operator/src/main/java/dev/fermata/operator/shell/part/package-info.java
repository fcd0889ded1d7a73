/**
 * The parts that the operator consists of, each running or saying why not: a watched type, a controller. A part that cannot run yet (its
 * CRD or a right is missing) is tried again, and the others run meanwhile.
 */
@NullMarked
package dev.fermata.operator.shell.part;

import org.jspecify.annotations.NullMarked;
