package dev.fermata.operator.autoscaler;

/**
 * Two numbers that are easily confused.
 *
 * @param wanted how many Servers the GameType is told to have
 * @param bounded how many it should be told to have, as far as bounds allow
 */
record Sizes(int wanted, int bounded) {}
