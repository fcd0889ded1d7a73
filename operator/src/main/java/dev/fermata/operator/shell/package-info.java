/**
 * The impure half of the operator: whatever touches the API server, a sidecar, the network or the clock lives here and below, and nothing
 * here decides what happens to a Server. A reconciler observes, lets a pure planner decide, and acts.
 */
@NullMarked
package dev.fermata.operator.shell;

import org.jspecify.annotations.NullMarked;
