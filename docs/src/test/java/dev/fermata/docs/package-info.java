/** Keeps the pages true: links lead somewhere, YAML fits the kinds, Java compiles. Reads files; asks nothing of a network. */
@NullMarked
package dev.fermata.docs;

import org.jspecify.annotations.NullMarked;
