/** Tests of when and how the operator is told. */
@NullMarked
package dev.fermata.sidecar.nudge;

import org.jspecify.annotations.NullMarked;
