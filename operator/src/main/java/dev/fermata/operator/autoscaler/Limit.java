package dev.fermata.operator.autoscaler;

/** What kept an answer from being followed to the letter. */
enum Limit {
    NONE("WithinBounds"),
    /** More were wanted than maxReplicas. */
    TOO_MANY("TooManyWanted"),
    /** Fewer were wanted than minReplicas. */
    TOO_FEW("TooFewWanted"),
    /** More were wanted within the window. */
    STABILIZING("Stabilizing"),
    /** Not even a whole window has passed since the operator began to ask. */
    WINDOW_TOO_SHORT("WindowNotYetFull");

    private final String word;

    Limit(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
