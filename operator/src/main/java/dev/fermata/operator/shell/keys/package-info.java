/** The secrets that make operator tokens: read, watched, put back, and let go when nobody needs them any more. */
@NullMarked
package dev.fermata.operator.shell.keys;

import org.jspecify.annotations.NullMarked;
