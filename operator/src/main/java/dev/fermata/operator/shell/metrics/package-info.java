/** What the operator counts and measures, in the names that dashboards and alerts use. */
@NullMarked
package dev.fermata.operator.shell.metrics;

import org.jspecify.annotations.NullMarked;
