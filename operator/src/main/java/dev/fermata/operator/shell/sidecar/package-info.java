/**
 * The operator's side of the conversation with sidecars: asynchronous calls, bounded in number, time and size, and a directory of what was
 * last learnt. No thread waits here for an answer, and no answer is judged here.
 */
@NullMarked
package dev.fermata.operator.shell.sidecar;

import org.jspecify.annotations.NullMarked;
