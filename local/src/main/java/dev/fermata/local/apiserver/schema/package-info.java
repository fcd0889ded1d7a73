/** Structural schemas of custom resources: defaults, pruning, validation. Pure. */
@NullMarked
package dev.fermata.local.apiserver.schema;

import org.jspecify.annotations.NullMarked;
