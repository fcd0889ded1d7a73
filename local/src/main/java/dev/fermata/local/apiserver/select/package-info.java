/** Label and field selectors. Pure. */
@NullMarked
package dev.fermata.local.apiserver.select;

import org.jspecify.annotations.NullMarked;
