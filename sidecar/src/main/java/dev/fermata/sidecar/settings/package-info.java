/** What the sidecar is told by its environment, once, when it starts. Pure: the environment is a map that is handed in. */
@NullMarked
package dev.fermata.sidecar.settings;

import org.jspecify.annotations.NullMarked;
