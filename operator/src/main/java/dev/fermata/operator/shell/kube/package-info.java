/**
 * The API server's side of the shell: caches that are watched, what this process wrote before its caches saw it, writes with
 * preconditions, Events, install keys. Knows objects, not their meaning: nothing here decides.
 */
@NullMarked
package dev.fermata.operator.shell.kube;

import org.jspecify.annotations.NullMarked;
