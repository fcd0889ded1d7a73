/** Tests of what a person sees. */
@NullMarked
package dev.fermata.local.screen;

import org.jspecify.annotations.NullMarked;
