/** Tests of the state: what follows from what, and that of things that race one comes first. */
@NullMarked
package dev.fermata.sidecar.state;

import org.jspecify.annotations.NullMarked;
