/**
 * Processes of this machine that cannot be left behind: started, ended, and ended too if this process dies first. Knows
 * nothing of Kubernetes and nothing of Fermata.
 */
@NullMarked
package dev.fermata.local.process;

import org.jspecify.annotations.NullMarked;
