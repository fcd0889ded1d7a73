/** Tests of the simulated API server; those named conformance also run against a real one. */
@NullMarked
package dev.fermata.local.apiserver;

import org.jspecify.annotations.NullMarked;
