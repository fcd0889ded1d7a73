package dev.fermata.operator.simulation;

import java.util.List;
import java.util.Random;

/** Chooses among moves by their weights. */
record Dice(Random random, List<Move> moves) {
    /** Something that may happen. */
    record Move(int weight, Runnable action) {}

    void roll() {
        int total = moves.stream().mapToInt(Move::weight).sum();
        int roll = random.nextInt(total);
        for (Move move : moves) {
            roll -= move.weight();
            if (roll < 0) {
                move.action().run();
                return;
            }
        }
    }
}
