/** Tests of the program as it is shipped: the process started from its jar, by its environment, ended by signals. */
@NullMarked
package dev.fermata.sidecar.process;

import org.jspecify.annotations.NullMarked;
