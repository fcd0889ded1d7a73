/** Names that users of the API meet in clusters: labels, annotations, finalizers. Constants only; nothing here does anything. */
@NullMarked
package dev.fermata.api;

import org.jspecify.annotations.NullMarked;
