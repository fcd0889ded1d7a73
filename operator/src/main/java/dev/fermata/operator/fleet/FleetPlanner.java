package dev.fermata.operator.fleet;

import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Existence;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Victims;
import dev.fermata.wire.DrainNotice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides what to do about one Fleet: removes Servers that ended, and then takes drains back or creates, or asks Servers to go, until as
 * many count as are wanted.
 *
 * <p>The steps of its plan are independent of each other: one that fails stops none of the others, but for creations, which all stop at
 * the first that is refused; {@link Creations} says which are tried the next time.
 *
 * <p>A Fleet that is being deleted creates and asks nothing any more: its Servers are garbage-collected, and each waits for its game. So
 * that none is created in their place, the Fleet is read live before it creates.
 */
public final class FleetPlanner {
    /** So many writes in one go; what is left comes at once, after others had their turn. */
    static final int BATCH = 100;

    private FleetPlanner() {}

    /** Same observation, same plan. */
    public static Plan plan(FleetObservation seen) {
        Draft draft = new Draft(seen.now(), null);
        Census census = Census.of(seen);
        if (seen.fleet().getMetadata().getDeletionTimestamp() == null) {
            List<Step.Write> wanted = wanted(draft, census);
            boolean creates = wanted.stream().anyMatch(Step.CreateServer.class::isInstance);
            Plan doubt = creates ? Existence.doubt(seen.fleet(), seen.live(), Question.LIVE_FLEET) : null;
            if (doubt != null) {
                return doubt;
            }
            wanted.stream().limit(BATCH).forEach(draft::write);
            if (wanted.size() > BATCH) {
                draft.lookAt(seen.now());
            }
        }
        FleetReport.write(draft, census);
        return draft.done();
    }

    private static List<Step.Write> wanted(Draft draft, Census census) {
        List<Step.Write> wanted = new ArrayList<>();
        removeEnded(wanted, draft, census);
        leaveLostNodes(wanted, census);
        if (census.shortage() > 0) {
            grow(wanted, draft, census);
        } else {
            shrink(wanted, draft, census);
        }
        return wanted;
    }

    private static void removeEnded(List<Step.Write> wanted, Draft draft, Census census) {
        List<ServerView> ended = census.seen().servers().stream()
                .filter(server -> server.readiness().ended() && !server.deleting())
                .filter(server -> permitted(draft, census, server))
                .sorted(Comparator.comparing(ServerView::name))
                .toList();
        ended.forEach(server -> wanted.add(new Step.DeleteServer(server.target())));
        note(draft, "RemovingEnded", "Removing ended Servers: ", ended);
    }

    /** A game on a lost node is given up only if its sidecar is silent: that is the gate's to find out. */
    private static void leaveLostNodes(List<Step.Write> wanted, Census census) {
        census.seen().servers().stream()
                .filter(server -> server.readiness() == Readiness.NODE_LOST)
                .filter(server -> !server.deleting() && !server.draining())
                .map(drain(census, DrainNotice.NODE_LEAVING))
                .forEach(wanted::add);
    }

    private static void grow(List<Step.Write> wanted, Draft draft, Census census) {
        List<ServerView> back = census.seen().servers().stream()
                .filter(server -> mayComeBack(server, census.requester()))
                .filter(server -> permitted(draft, census, server))
                .sorted(Comparator.comparing(
                                (ServerView server) -> server.drains().get(census.requester()))
                        .reversed()
                        .thenComparing(ServerView::name))
                .limit(census.shortage())
                .toList();
        back.forEach(server -> wanted.add(new Step.WithdrawDrain(server.target(), census.requester())));
        note(draft, "TakingBack", "Taking back the request to go: ", back);
        Creations.due(draft, census, census.shortage() - back.size())
                .forEach(name -> wanted.add(new Step.CreateServer(DesiredServer.of(
                        census.seen().fleet(), name, census.seen().sidecarImage()))));
    }

    /** Nobody else wants it gone, its game may still go on, and nothing is sealed. */
    private static boolean mayComeBack(ServerView server, String requester) {
        return server.drains().containsKey(requester)
                && server.drains().size() == 1
                && !server.sealed()
                && !server.deleting()
                && !server.readiness().ended()
                && server.readiness() != Readiness.POD_DELETED
                && !server.lost();
    }

    private static void shrink(List<Step.Write> wanted, Draft draft, Census census) {
        List<ServerView> candidates = census.counting().stream()
                .filter(server -> permitted(draft, census, server))
                .toList();
        List<ServerView> victims = Victims.choose(candidates, -census.shortage(), census.scaleDown());
        String reason = census.supersededBy() == null ? DrainNotice.SCALE_DOWN : DrainNotice.ROLLOUT;
        victims.stream().map(drain(census, reason)).forEach(wanted::add);
        note(draft, census.supersededBy() == null ? "ScalingDown" : "Replacing", "Asking to go: ", victims);
    }

    private static Function<ServerView, Step.Write> drain(Census census, String reason) {
        Instant now = census.seen().now().truncatedTo(ChronoUnit.SECONDS);
        String by = census.supersededBy();
        String message = reason.equals(DrainNotice.ROLLOUT) ? "Revision " + by + " takes this one's place." : null;
        return server -> new Step.WriteDrain(server.target(), census.requester(), reason, message, now, null);
    }

    /** Whether a write to this Server may be tried: not while a refused one waits for its next attempt. One bad Server stops no other. */
    private static boolean permitted(Draft draft, Census census, ServerView server) {
        Refusal refusal = census.seen().refusals().get(server.name());
        if (refusal == null
                || refusal.refuses(Step.CreateServer.class)
                || refusal.isDue(census.seen().now())) {
            return true;
        }
        draft.lookAt(refusal.retryAt());
        return false;
    }

    private static void note(Draft draft, String reason, String text, List<ServerView> servers) {
        if (!servers.isEmpty()) {
            String names = servers.stream().map(ServerView::name).limit(10).collect(Collectors.joining(", "));
            String more = servers.size() > 10 ? " and " + (servers.size() - 10) + " more" : "";
            draft.note(new Note(Note.Type.NORMAL, reason, text + names + more + "."));
        }
    }
}
