/** Tests of event streams and of the two listeners' being apart. */
@NullMarked
package dev.fermata.sidecar.http;

import org.jspecify.annotations.NullMarked;
