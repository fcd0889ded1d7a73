/** The demo's story as a test. */
@NullMarked
package dev.fermata.local.demo;

import org.jspecify.annotations.NullMarked;
