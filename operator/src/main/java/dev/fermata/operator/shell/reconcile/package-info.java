/** The reconcilers: observe, let a planner decide, act. One of each kind, and what wakes it. */
@NullMarked
package dev.fermata.operator.shell.reconcile;

import org.jspecify.annotations.NullMarked;
