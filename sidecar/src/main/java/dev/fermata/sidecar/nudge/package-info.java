/**
 * Tells the operator that there is news, until it has acknowledged it. {@link NudgePlan} decides when, purely; {@link NudgeSender}
 * is the one thread that waits, and {@link NudgePost} the one exchange that may take time. No request ever waits for either.
 */
@NullMarked
package dev.fermata.sidecar.nudge;

import org.jspecify.annotations.NullMarked;
