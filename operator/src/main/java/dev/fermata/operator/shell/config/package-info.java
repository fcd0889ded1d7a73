/** What the operator is told at its start: read once from environment and flags, all faults reported together. Nothing here acts on it. */
@NullMarked
package dev.fermata.operator.shell.config;

import org.jspecify.annotations.NullMarked;
