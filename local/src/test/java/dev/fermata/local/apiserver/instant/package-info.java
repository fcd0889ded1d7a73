/** Tests of the instant kubelet. */
@NullMarked
package dev.fermata.local.apiserver.instant;

import org.jspecify.annotations.NullMarked;
