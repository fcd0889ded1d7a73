package dev.fermata.operator.autoscaler;

/** What limits are called when people are told. */
final class Limits {
    private Limits() {}

    /** The second half of a sentence. */
    static String words(Limit limit, Terms terms) {
        return limit == Limit.NONE ? "" : "; " + reason(limit, terms);
    }

    static String reason(Limit limit, Terms terms) {
        long window = terms.stabilization().toSeconds();
        return switch (limit) {
            case NONE -> "nothing limits it";
            case TOO_MANY -> "maxReplicas is " + terms.max();
            case TOO_FEW -> "minReplicas is " + terms.min();
            case STABILIZING -> "more was wanted within the last " + window + " s";
            case WINDOW_TOO_SHORT ->
                "nothing is scaled down before the operator has asked for " + window
                        + " s, which it has not since it began";
        };
    }
}
