package dev.fermata.operator.gametype;

import static java.util.stream.Collectors.toCollection;

import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Victims;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many Servers each revision shall have now. Which of a Fleet's Servers go is the Fleet's choice, which is foreseen here, so that those
 * that cost nothing go first, whatever revision they are of.
 *
 * <p>The arithmetic is that of Kubernetes' Deployments ({@code reconcileNewReplicaSet}, {@code reconcileOldReplicaSets}), with Servers that
 * drain left out of all counts and a limit for how many wait at once.
 */
final class Sizes {
    private static final Set<Readiness> MAY_RUN = EnumSet.of(Readiness.READY, Readiness.NOT_READY, Readiness.STARTING);

    private static final Comparator<Candidate> CHEAPEST = Comparator.comparing(Candidate::available)
            .thenComparing(candidate -> candidate.fleet().marks().isGood())
            .thenComparing(Candidate::mayStay)
            .thenComparingInt(candidate -> candidate.fleet().marks().number())
            .thenComparingInt(Candidate::players);

    private final Balance balance;
    private final Map<String, Integer> sizes = new HashMap<>();

    private Sizes(Balance balance) {
        this.balance = balance;
        balance.all().forEach(fleet -> sizes.put(fleet.name(), fleet.desired()));
    }

    /** The next step of a rollout. */
    static Map<String, Integer> ofRollout(Balance balance) {
        Sizes next = new Sizes(balance);
        FleetView target = balance.target();
        if (target != null) {
            next.sizes.put(target.name(), Math.min(balance.limits().replicas(), target.desired() + room(balance)));
        }
        next.shrinkOthers();
        return Map.copyOf(next.sizes);
    }

    /** How many a new revision starts with. */
    static int ofNew(Balance balance) {
        return Math.min(balance.limits().replicas(), room(balance));
    }

    /**
     * What keeps up the number while nothing moves. What is missing is added to the revision that is known to be good; what is too much is
     * taken where nothing is available, and then from whichever revision has most, so that all keep their share.
     */
    static Map<String, Integer> ofHold(Balance balance, @Nullable FleetView good) {
        Sizes next = new Sizes(balance);
        FleetView anchor = good == null ? balance.target() : good;
        int missing = balance.limits().replicas() - balance.desired();
        if (anchor != null && missing > 0) {
            next.sizes.merge(anchor.name(), missing, Integer::sum);
        }
        IntStream.range(0, balance.desired() - balance.limits().most()).forEach(one -> next.takeOne());
        return Map.copyOf(next.sizes);
    }

    private static int room(Balance balance) {
        return Math.max(0, balance.limits().most() - balance.committed());
    }

    private void takeOne() {
        Comparator<FleetView> unavailable =
                Comparator.comparingInt(fleet -> size(fleet) > balance.available(fleet) ? 0 : 1);
        balance.all()
                .filter(fleet -> size(fleet) > 0)
                .min(unavailable
                        .thenComparing(Comparator.comparingInt(this::size).reversed())
                        .thenComparing(Aim.NEWEST))
                .ifPresent(fleet -> sizes.merge(fleet.name(), -1, Integer::sum));
    }

    private int size(FleetView fleet) {
        return sizes.getOrDefault(fleet.name(), 0);
    }

    /** Takes what may be taken from the other revisions, the cheapest first, but from each in the order in which its Fleet lets them go. */
    private void shrinkOthers() {
        Limits limits = balance.limits();
        int most = balance.desired() - limits.fewest() - balance.pending();
        int available = balance.available() - limits.fewest();
        int waiting = balance.waiting();
        List<Deque<Candidate>> queues = balance.others().stream()
                .<Deque<Candidate>>map(fleet -> candidates(fleet).collect(toCollection(ArrayDeque::new)))
                .toList();
        for (Deque<Candidate> queue = cheapest(queues); queue != null; queue = cheapest(queues)) {
            Candidate candidate = queue.removeFirst();
            int limit = candidate.mayStay() ? limits.draining() : Math.max(1, limits.draining());
            boolean tooMany = most <= 0
                    || (candidate.available() && available <= 0)
                    || (candidate.server() != null && waiting >= limit);
            if (tooMany) {
                queue.clear();
            } else {
                sizes.merge(candidate.fleet().name(), -1, Integer::sum);
                most--;
                available -= candidate.available() ? 1 : 0;
                waiting += candidate.server() == null ? 0 : 1;
            }
        }
    }

    private static @Nullable Deque<Candidate> cheapest(List<Deque<Candidate>> queues) {
        return queues.stream()
                .filter(queue -> !queue.isEmpty())
                .min(Comparator.comparing(Deque::getFirst, CHEAPEST))
                .orElse(null);
    }

    /** What a Fleet still may be told to do without: first what it does not have yet, then what it has, as far as it is not already told. */
    private Stream<Candidate> candidates(FleetView fleet) {
        List<ServerView> counting = fleet.counting();
        Stream<Candidate> yetToCome = IntStream.range(counting.size(), Math.max(counting.size(), fleet.desired()))
                .mapToObj(one -> new Candidate(fleet, null, false));
        return Stream.concat(
                yetToCome,
                counting.stream()
                        .sorted(Victims.order(fleet.fleet().getSpec().getScaleDown()))
                        .skip(fleet.over())
                        .map(server -> new Candidate(fleet, server, balance.available(server))));
    }

    /**
     * One that a revision could do without.
     *
     * @param server null if it is yet to be created
     */
    private record Candidate(FleetView fleet, @Nullable ServerView server, boolean available) {

        /** Whether its game may keep it for long once it was asked to go. */
        boolean mayStay() {
            return server != null && !server.allowed() && MAY_RUN.contains(server.readiness());
        }

        int players() {
            return server == null ? 0 : server.players();
        }
    }
}
