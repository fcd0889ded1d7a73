package dev.fermata.operator.gametype;

import static dev.fermata.operator.plan.Claim.Truth.FALSE;
import static dev.fermata.operator.plan.Claim.Truth.TRUE;

import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.v1alpha1.FleetStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The three conditions of a GameType, as a Deployment has them, in words for people. */
final class GameTypeClaims {
    static final String AVAILABLE = "Available";
    static final String PROGRESSING = "Progressing";
    static final String REPLICA_FAILURE = "ReplicaFailure";

    private GameTypeClaims() {}

    /** With the names of Fleets that writes are wanted to: what was refused is told as long as it is. */
    static List<Claim> of(Rollout rollout, Set<String> wanted) {
        return List.of(available(rollout.balance()), progressing(rollout), failure(rollout, wanted));
    }

    private static Claim available(Balance balance) {
        int available = balance.available();
        Limits limits = balance.limits();
        boolean enough = available >= limits.fewest();
        return new Claim(
                AVAILABLE,
                enough ? TRUE : FALSE,
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                available + " of " + limits.replicas() + " Servers are available; at least " + limits.fewest()
                        + " must be.");
    }

    private static Claim progressing(Rollout rollout) {
        Stage stage = rollout.stage();
        return new Claim(PROGRESSING, stage.truth(), stage.word(), message(rollout) + waiting(rollout));
    }

    private static String message(Rollout rollout) {
        Limits limits = rollout.balance().limits();
        String revision = "revision " + rollout.targetRevision();
        return switch (rollout.stage()) {
            case UNKNOWN_REVISION -> unknown(rollout);
            case PAUSED -> "spec.paused is set: no Server moves to another revision. " + count(rollout);
            case NEW_REVISION -> "The Fleet of " + revision + " is yet to be created.";
            case ROLLED_BACK -> rolledBack(rollout) + count(rollout);
            case COMPLETE -> count(rollout);
            case GIVEN_UP, LATE ->
                "No Server of " + revision + " became available within "
                        + limits.patience().toSeconds() + " s; all others are left alone. " + count(rollout)
                        + worst(rollout);
            case ROLLING_BACK -> rolledBack(rollout) + count(rollout) + worst(rollout);
            case WAITING_FOR_SERVERS ->
                count(rollout)
                        + rollout.balance()
                                .deadline()
                                .map(deadline -> " The next one is waited for until " + deadline + ".")
                                .orElse("")
                        + worst(rollout);
            case WAITING_FOR_GAMES ->
                count(rollout) + " As many older ones wait for their games as maxDraining allows: " + limits.draining()
                        + ".";
            case REPLACING -> count(rollout);
        };
    }

    private static String unknown(Rollout rollout) {
        String known = Aim.live(rollout.seen()).stream()
                .sorted(Aim.NEWEST)
                .limit(10)
                .map(fleet -> rollout.revision(fleet.name()))
                .collect(Collectors.joining(", "));
        return "spec.revision is " + rollout.seen().gameType().getSpec().getRevision()
                + ", and there is no such revision; there are, newest first: " + (known.isEmpty() ? "none" : known)
                + ".";
    }

    private static String rolledBack(Rollout rollout) {
        return Aim.ofTemplate(rollout.seen())
                .map(failed -> "Revision " + rollout.revision(failed.name()) + " failed at "
                        + failed.marks().failedAt() + "; revision " + rollout.targetRevision()
                        + " runs in its place until the template is changed. ")
                .orElse("");
    }

    private static String count(Rollout rollout) {
        Balance balance = rollout.balance();
        FleetView target = balance.target();
        int there = target == null ? 0 : balance.available(target);
        return there + " of " + balance.limits().replicas() + " Servers of revision " + rollout.targetRevision()
                + " are available.";
    }

    /** The Server of the target that says most of why it is not available. */
    private static String worst(Rollout rollout) {
        return Stream.ofNullable(rollout.balance().target())
                .flatMap(target -> target.servers().stream())
                .filter(server -> !server.ready() && !server.going())
                .min(ServerView.MOST_TELLING)
                .map(server -> " " + server.name() + ": " + server.why())
                .orElse("");
    }

    private static String waiting(Rollout rollout) {
        List<Waiting> waiting = Waiting.of(rollout);
        return waiting.isEmpty()
                ? ""
                : " " + waiting.size() + (waiting.size() == 1 ? " older Server waits" : " older Servers wait")
                        + " for game or Pod, the longest "
                        + waiting.getFirst().server().name() + ".";
    }

    private static Claim failure(Rollout rollout, Set<String> wanted) {
        Optional<Map.Entry<String, Refusal>> refused = rollout.seen().refusals().entrySet().stream()
                .filter(refusal -> wanted.contains(refusal.getKey()))
                .min(Map.Entry.comparingByKey());
        if (refused.isPresent()) {
            Refusal refusal = refused.get().getValue();
            return new Claim(
                    REPLICA_FAILURE,
                    TRUE,
                    "WriteRefused",
                    "The API server refuses " + refusal.step() + " of Fleet "
                            + refused.get().getKey() + " (" + refusal.reason() + "): " + refusal.message(),
                    refusal.since());
        }
        return rollout.balance()
                .all()
                .flatMap(fleet -> ofFleet(fleet).stream())
                .findFirst()
                .orElseGet(() -> new Claim(REPLICA_FAILURE, FALSE, "NoFailure", "Nothing is in the way."));
    }

    private static Optional<Claim> ofFleet(FleetView fleet) {
        FleetStatus status = Optional.ofNullable(fleet.fleet().getStatus()).orElseGet(FleetStatus::new);
        List<Condition> conditions = Optional.ofNullable(status.getConditions()).orElse(List.of());
        return Claim.find(conditions, REPLICA_FAILURE)
                .filter(condition -> condition.getStatus().equals("True"))
                .map(condition -> new Claim(
                        REPLICA_FAILURE,
                        TRUE,
                        condition.getReason(),
                        "Fleet " + fleet.name() + ": " + condition.getMessage()));
    }
}
