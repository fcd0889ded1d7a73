package dev.fermata.operator.fleet;

import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import java.util.Comparator;
import java.util.List;

/**
 * Who goes when there are too many: what does not run, then what is not ready, then whose game allows it, then who must leave its node
 * anyway, then who has the fewest players, then by age, then by name. All are chosen at once, so that the wait is that for the longest
 * match, not for their sum.
 */
final class Victims {
    private Victims() {}

    static List<ServerView> choose(List<ServerView> candidates, int count, ScaleDown scaleDown) {
        return candidates.stream().sorted(order(scaleDown)).limit(count).toList();
    }

    static Comparator<ServerView> order(ScaleDown scaleDown) {
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
