/**
 * The vocabulary of decisions: the {@link dev.fermata.operator.plan.Plan}, its steps, questions and notes, and the few facts that more
 * than one kind observes.
 *
 * <p>Pure: records, enums and sealed interfaces. No clock, no randomness, no I/O, no logger, and nothing that knows one kind only.
 */
@NullMarked
package dev.fermata.operator.plan;

import org.jspecify.annotations.NullMarked;
