package dev.fermata.operator.simulation;

import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.server.Request;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.FleetStatus;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** I3: some time after the chaos whatever waits has words for it. */
record Silence(Simulation simulation, Predicate<Server> isPoisoned) {
    /** What is on its way up has so long before it must say so, and some more until it has. */
    private static final Duration YOUTH = Duration.ofSeconds(15);

    private static final Duration GOING = Duration.ofSeconds(5);

    /** Throws an AssertionError where something waits without a word. */
    void isBroken() {
        for (Server server : cluster().servers()) {
            if (isPoisoned.test(server)) {
                continue;
            }
            Request request = Request.of(server);
            if (request == null
                    ? !isYoung(server) && !saysHowItIs(server)
                    : !isJustGoing(server) && !saysWhy(server, request)) {
                ServerStatus status = status(server);
                throw new AssertionError("I3: " + server.getMetadata().getName() + " waits in silence: "
                        + status.getPhase() + " " + status.getWaitingFor() + " " + status.getConditions());
            }
        }
        Fleet fleet = simulation.people().fleet();
        if (fleet != null && fleet.getMetadata().getDeletionTimestamp() == null && !isYoung(fleet)) {
            isSaidBy(fleet);
        }
    }

    private static boolean saysHowItIs(Server server) {
        return isSaid(condition(status(server).getConditions(), "Ready"));
    }

    private static boolean saysWhy(Server server, Request request) {
        ServerStatus status = status(server);
        boolean deadline = request.deadline() == null
                ? status.getDrainDeadline() == null
                : request.deadline().toString().equals(status.getDrainDeadline());
        return status.getWaitingFor() != null
                && request.reason().equals(status.getDrainReason())
                && isSaid(condition(status.getConditions(), "DeletionAllowed"))
                && deadline;
    }

    /** Where Servers are missing that do not come by themselves, the Fleet says what is in their way. */
    private void isSaidBy(Fleet fleet) {
        FleetStatus status = Optional.ofNullable(fleet.getStatus()).orElseGet(FleetStatus::new);
        Condition failure = condition(status.getConditions(), "ReplicaFailure");
        boolean full = fleet.getSpec().getReplicas().equals(status.getReplicas());
        boolean current = fleet.getMetadata().getGeneration().equals(status.getObservedGeneration());
        if (!current || !isSaid(failure) || (!full && !"True".equals(failure.getStatus()))) {
            throw new AssertionError("I3: the Fleet waits in silence: " + status.getReplicas() + " of "
                    + fleet.getSpec().getReplicas() + " " + status.getConditions());
        }
    }

    /** What goes within a few seconds waits for nothing. */
    private boolean isJustGoing(Server server) {
        Pod pod = cluster().pod(server.getMetadata().getName());
        if (pod == null || pod.getMetadata().getDeletionTimestamp() == null) {
            return false;
        }
        Instant deleted = Instant.parse(pod.getMetadata().getDeletionTimestamp())
                .minusSeconds(pod.getMetadata().getDeletionGracePeriodSeconds());
        return simulation.world().now().isBefore(deleted.plus(GOING));
    }

    /** It, or its Pod. */
    private boolean isYoung(HasMetadata object) {
        Pod pod = cluster().pod(object.getMetadata().getName());
        return isNew(object) || (pod != null && isNew(pod));
    }

    private boolean isNew(HasMetadata object) {
        Instant created = Instant.parse(object.getMetadata().getCreationTimestamp());
        return simulation.world().now().isBefore(created.plus(YOUTH));
    }

    private Cluster cluster() {
        return simulation.world().cluster();
    }

    private static ServerStatus status(Server server) {
        return Optional.ofNullable(server.getStatus()).orElseGet(ServerStatus::new);
    }

    private static Condition condition(List<Condition> conditions, String type) {
        return Claim.find(Optional.ofNullable(conditions).orElse(List.of()), type)
                .orElseGet(Condition::new);
    }

    private static boolean isSaid(Condition condition) {
        return condition.getReason() != null
                && condition.getMessage() != null
                && !condition.getMessage().isBlank()
                && condition.getLastTransitionTime() != null;
    }
}
