/** Tests of the process kubelet: its pure parts by themselves, the whole with real processes on the simulated API server. */
@NullMarked
package dev.fermata.local.kubelet;

import org.jspecify.annotations.NullMarked;
