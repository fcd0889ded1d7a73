package dev.fermata.operator.plan;

import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who goes when there are too many: what does not run, then what is not ready, then whose game allows it, then who must leave its node
 * anyway, then who has the fewest players, then by age, then by name. All are chosen at once, so that the wait is that for the longest
 * match, not for their sum.
 */
public final class Victims {
    private Victims() {}

    public static List<ServerView> choose(List<ServerView> candidates, int count, @Nullable ScaleDown scaleDown) {
        return candidates.stream().sorted(order(scaleDown)).limit(count).toList();
    }

    /**
     * The first to go first.
     *
     * @param said how the Fleet wants it; null: as by default
     */
    public static Comparator<ServerView> order(@Nullable ScaleDown said) {
        ScaleDown scaleDown = Optional.ofNullable(said).orElseGet(ScaleDown::new);
        Comparator<ServerView> age = Comparator.comparing(ServerView::createdAt);
        boolean newestFirst = scaleDown.getOrder() == ScaleDown.Order.NewestFirst;
        boolean preferAllowed = !Boolean.FALSE.equals(scaleDown.getPreferAllowed());
        return Comparator.comparingInt(Victims::use)
                .thenComparingInt(server -> preferAllowed && server.allowed() ? 0 : 1)
                .thenComparingInt(server -> server.node() == NodeState.LEAVING ? 0 : 1)
                .thenComparingInt(ServerView::players)
                .thenComparing(newestFirst ? age.reversed() : age)
                .thenComparing(ServerView::name);
    }

    private static int use(ServerView server) {
        return switch (server.readiness()) {
            case READY -> 2;
            case STARTING, NOT_READY -> 1;
            default -> 0;
        };
    }
}
