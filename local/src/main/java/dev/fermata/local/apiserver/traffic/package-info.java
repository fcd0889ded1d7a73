/** What tests know of and do to the traffic between clients and the server: counts, faults. Nothing here speaks HTTP. */
@NullMarked
package dev.fermata.local.apiserver.traffic;

import org.jspecify.annotations.NullMarked;
