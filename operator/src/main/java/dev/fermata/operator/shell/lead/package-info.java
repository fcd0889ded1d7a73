/** Which of several operators works, and how the others know: the Lease, and the mark on the leader's own Pod. */
@NullMarked
package dev.fermata.operator.shell.lead;

import org.jspecify.annotations.NullMarked;
