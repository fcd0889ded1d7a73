/**
 * The process kubelet: runs the containers of Pods as processes of this machine, in the order and with the signals of a real
 * node, and writes truthfully what became of them. Talks to the API server as any client does; knows nothing of how the
 * operator decides.
 */
@NullMarked
package dev.fermata.local.kubelet;

import org.jspecify.annotations.NullMarked;
