/** Controllers that a real cluster runs beside its API server: the garbage collector and the end of namespaces. They act after the fact, as clients do. */
@NullMarked
package dev.fermata.local.apiserver.gc;

import org.jspecify.annotations.NullMarked;
