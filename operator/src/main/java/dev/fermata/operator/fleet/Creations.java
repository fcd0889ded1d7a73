package dev.fermata.operator.fleet;

import dev.fermata.operator.plan.Backoff;
import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the missing Servers are created now.
 *
 * <p>A refusal belongs to its name: that one waits for its own next attempt, keeps its slot, and holds up no other. But the more names are
 * refused without one being created in between, the less it is the names (a quota is used up): then all wait together, longer with
 * each. So somebody's policy against one name costs a Fleet that one Server, and a full quota sees few attempts, however many are missing.
 */
final class Creations {
    private Creations() {}

    /** Names in the order in which to try them: new ones, the lowest slot first, and then the one that was refused the longest ago. */
    static List<String> due(Draft draft, Census census, int count) {
        FleetObservation seen = census.seen();
        List<String> missing = census.missing().stream().limit(count).toList();
        Map<String, Refusal> refused = refused(seen, missing);
        Instant next = next(seen, refused.values());
        if (missing.isEmpty()) {
            return missing;
        }
        if (seen.now().isBefore(next)) {
            draft.lookAt(next);
            return List.of();
        }
        Map<String, Refusal> waiting = new HashMap<>(refused);
        waiting.values().removeIf(refusal -> refusal.isDue(seen.now()));
        waiting.values().forEach(refusal -> draft.lookAt(refusal.retryAt()));
        return missing.stream()
                .filter(name -> !waiting.containsKey(name))
                .sorted(Comparator.comparing(name -> Optional.ofNullable(refused.get(name))
                        .map(Refusal::last)
                        .orElse(Instant.MIN)))
                .toList();
    }

    /** Of these names, those whose creation was refused the last time. */
    static Map<String, Refusal> refused(FleetObservation seen, Collection<String> names) {
        Map<String, Refusal> refused = new HashMap<>(seen.refusals());
        refused.keySet().retainAll(names);
        refused.values().removeIf(refusal -> !refusal.refuses(Step.CreateServer.class) || refusal.isOld(seen.now()));
        return refused;
    }

    /** Before that none is created, whatever its name. */
    private static Instant next(FleetObservation seen, Collection<Refusal> refused) {
        Instant success = seen.servers().stream()
                .map(ServerView::createdAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        List<Instant> inRow =
                refused.stream().map(Refusal::last).filter(success::isBefore).toList();
        Instant all = inRow.stream()
                .max(Comparator.naturalOrder())
                .map(last -> last.plus(Backoff.delay(inRow.size() - 1)))
                .orElse(Instant.EPOCH);
        Instant afterCrashes = seen.crashes().nextCreation();
        return all.isAfter(afterCrashes) ? all : afterCrashes;
    }
}
