/** Tests of what the environment may say. */
@NullMarked
package dev.fermata.sidecar.settings;

import org.jspecify.annotations.NullMarked;
