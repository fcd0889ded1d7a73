package dev.fermata.operator.plan;

import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.FleetStatus;
import dev.fermata.v1alpha1.GameAutoscalerStatus;
import dev.fermata.v1alpha1.GameTypeStatus;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing to do to the world: a {@link Write} to the API server, a {@link Call} to a sidecar, or a question to a webhook. */
public sealed interface Step {

    /** A write to the API server, executed at once; the reconciliation waits for its answer. */
    sealed interface Write extends Step {}

    /**
     * A call to the sidecar of the Server's Pod. The shell sends it without waiting; there is at most one under way for each Pod, and a
     * plan has at most one, its last step. It always ends, by its deadline at the latest, and its outcome is the next observation's knowledge of the
     * sidecar and a reason to reconcile.
     */
    sealed interface Call extends Step {}

    /** Creates the Pod. 409 is success if the existing Pod names our Server's uid, else a {@link Refusal}. */
    record CreatePod(Pod pod) implements Write {}

    /**
     * Deletes the Pod, with uid and resourceVersion. The shell drops it, and never retries it, once the clock has passed
     * {@code notAfter}: what opened the gate may no longer hold.
     *
     * @param cause what opened the gate, in CamelCase; for metrics
     */
    record DeletePod(Target pod, String cause, Instant notAfter, Grace grace) implements Write {}

    /** How long the kubelet lets the containers of a deleted Pod run. */
    enum Grace {
        /** What the Pod's spec says. */
        TEMPLATE,
        /** Nothing: the node is lost, no kubelet will answer. */
        NONE
    }

    /** Sets the Pod's label {@code fermata.dev/active} to {@code true}: the Server counts as capacity. */
    record MarkActive(Target pod) implements Write {}

    /** Takes the Pod's label {@code fermata.dev/active} off. It goes before the first drain request, and comes back after the withdrawal. */
    record MarkInactive(Target pod) implements Write {}

    /**
     * Arms the Pod's guard: from then on the cluster refuses to end or evict it.
     *
     * @param since when that is, for the Pod to remember
     */
    record ArmGuard(Target pod, Instant since) implements Write {}

    /**
     * Lifts the Pod's guard: its game allows deletion, or its node is gone.
     *
     * @param since when that is, for the Pod to remember
     */
    record LiftGuard(Target pod, Instant since) implements Write {}

    /** Creates a namespace's budget, which stands against evictions. 409 is success if the existing one is Fermata's. */
    record CreateBudget(PodDisruptionBudget budget) implements Write {}

    /** Adds {@code fermata.dev/hold} to the Server's finalizers. */
    record StampFinalizer(Target server) implements Write {}

    /** Takes {@code fermata.dev/hold} off the Server; 404 is success. */
    record RemoveFinalizer(Target server) implements Write {}

    /** Creates a Server of a Fleet. 409 is success if the existing one has the same controller, else its name is taken. */
    record CreateServer(Server server) implements Write {}

    /** Deletes the Server, with uid and resourceVersion, never retried blindly; 404 is success. */
    record DeleteServer(Target server) implements Write {}

    /**
     * Adds an entry to the Server's {@code spec.drains}, in place of an earlier one of the same requester.
     *
     * @param message for people, and the game; null if there is no more to say
     * @param deadline when the requester goes ahead whether or not the game is over; null if that is not known
     */
    record WriteDrain(
            Target server,
            String requester,
            String reason,
            @Nullable String message,
            Instant requestedAt,
            @Nullable Instant deadline)
            implements Write {}

    /** Takes the requester's own entry off the Server's {@code spec.drains}. */
    record WithdrawDrain(Target server, String requester) implements Write {}

    /** Writes the Server's status subresource. */
    record WriteServerStatus(Target server, ServerStatus status) implements Write {}

    /** Writes the Fleet's status subresource. */
    record WriteFleetStatus(Target fleet, FleetStatus status) implements Write {}

    /** Creates a Fleet of a GameType. 409 is success if the existing one has the same controller, else its name is taken. */
    record CreateFleet(Fleet fleet) implements Write {}

    /**
     * Sets the number of a Fleet's Servers, with what its GameType remembers of it, in one request.
     *
     * @param annotations all of the Fleet's, as they shall be
     * @param scaleDown null: none
     */
    record ChangeFleet(
            Target fleet,
            int replicas,
            Map<String, String> annotations,
            @Nullable ScaleDown scaleDown) implements Write {
        public ChangeFleet {
            annotations = Map.copyOf(annotations);
        }
    }

    /** Deletes a Fleet that has no Servers, with uid and resourceVersion; 404 is success. */
    record DeleteFleet(Target fleet) implements Write {}

    /** Writes the GameType's status subresource. */
    record WriteGameTypeStatus(Target gameType, GameTypeStatus status) implements Write {}

    /**
     * Sets the GameType's {@code spec.replicas} through its scale subresource, and nothing else of it. A person who changed it meanwhile
     * was quicker: 409.
     */
    record ScaleGameType(Target gameType, int replicas) implements Write {}

    /** Writes the GameAutoscaler's status subresource. */
    record WriteAutoscalerStatus(Target autoscaler, GameAutoscalerStatus status) implements Write {}

    /**
     * Asks the webhook of the GameAutoscaler. The shell sends it without waiting; there is at most one under way for each. It always ends,
     * soon after its patience at the latest, and what came of it is the next observation's knowledge and a reason to reconcile.
     */
    record AskWebhook(WebhookQuestion question) implements Step {}

    /** {@code GET /v1/state}. */
    record FetchState() implements Call {}

    /** {@code PUT /v1/drain}: tells the game that somebody wants it gone. */
    record TellDrain(DrainNotice notice) implements Call {}

    /** {@code DELETE /v1/drain}: nobody wants it gone any more. */
    record TellNoDrain() implements Call {}

    /** {@code POST /v1/seal}; 409 (the game does not allow) is an answer like any other. */
    record Seal() implements Call {}

    /** {@code DELETE /v1/seal}. */
    record Unseal() implements Call {}

    /**
     * {@code PUT /v1/guard}: what the sidecar said up to this version is remembered; the nudging may stop.
     *
     * @param guard how the guard stands for the permission at that version
     */
    record Acknowledge(String instance, long version, Guard guard) implements Call {}
}
