/** Tests of the chart, and of what is rendered from it. Nothing here is shipped. */
@NullMarked
package dev.fermata.deploy;

import org.jspecify.annotations.NullMarked;
