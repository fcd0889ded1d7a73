/** Whether the admission policies of the guard stand as they were installed. */
@NullMarked
package dev.fermata.operator.guard;

import org.jspecify.annotations.NullMarked;
