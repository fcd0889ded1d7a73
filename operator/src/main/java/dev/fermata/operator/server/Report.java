package dev.fermata.operator.server;

import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.Instants;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.ServerStatus.Phase;
import dev.fermata.v1alpha1.serverstatus.Disruption;
import dev.fermata.v1alpha1.serverstatus.Ports;
import dev.fermata.wire.SidecarState;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status that a Server deserves: a function of what is seen. Of the status before, only what was learnt from the sidecar, the Pod's
 * name, how an ended game ended, and the times of conditions are carried on.
 *
 * @param verdict the gate's; null if nobody wants the Server gone, or if its Pod is on its way out
 * @param refusal what the API server refuses at present
 */
record Report(
        ServerObservation seen,
        Scene scene,
        Standing standing,
        @Nullable Verdict verdict,
        @Nullable Refusal refusal) {

    /** What a Server waits for whose Pod is being deleted. */
    static final String GRACE_PERIOD = "GracePeriod";

    ServerStatus status() {
        ServerStatus before = before();
        ServerStatus status = new ServerStatus();
        status.setObservedGeneration(seen.server().getMetadata().getGeneration());
        status.setPhase(phase());
        place(status, before);
        learnt(status, before);
        Request request = scene.request();
        if (request != null) {
            status.setDrainReason(request.reason());
            status.setDrainDeadline(Objects.toString(request.deadline(), null));
            status.setWaitingFor(waitingFor());
        }
        status.setConditions(conditions(status, conditionsOf(before)));
        status.setDisruption(disruption(before));
        return status;
    }

    private @Nullable Disruption disruption(ServerStatus before) {
        return verdict instanceof Verdict.Open(Verdict.Reason reason)
                ? Disruptions.of(before, scene, reason)
                : Disruptions.of(before, scene, standing);
    }

    /** Whether it comes on record that a game is ended without its permission. */
    boolean disrupts() {
        return before().getDisruption() == null && disruption(before()) != null;
    }

    ServerStatus before() {
        return Optional.ofNullable(seen.server().getStatus()).orElseGet(ServerStatus::new);
    }

    /** Whether the status as it is holds all that the sidecar said: the permission that it does not show is not given. */
    boolean isLearnt() {
        ServerStatus before = before();
        ServerStatus after = status();
        return Boolean.TRUE.equals(before.getAllowed()) == Boolean.TRUE.equals(after.getAllowed())
                && Objects.equals(before.getSealed(), after.getSealed())
                && Objects.equals(before.getPlayers(), after.getPlayers());
    }

    /** How the game ended, if the status says that it did. */
    static @Nullable Standing ending(Server server) {
        return Optional.ofNullable(server.getStatus())
                .flatMap(status -> Claim.find(conditionsOf(status), Claims.READY))
                .filter(ready -> Readiness.of(ready.getReason()).ended())
                .map(ready -> new Standing(
                        Readiness.of(ready.getReason()),
                        ready.getMessage(),
                        Instants.parse(ready.getLastTransitionTime())))
                .orElse(null);
    }

    /** Whether there was a Pod once. */
    static boolean hadPod(Server server) {
        return server.getStatus() != null && server.getStatus().getPodName() != null;
    }

    static List<Condition> conditionsOf(ServerStatus status) {
        return Optional.ofNullable(status.getConditions()).orElse(List.of());
    }

    /** Whether two say the same, the number of players apart. */
    static boolean same(ServerStatus one, ServerStatus other) {
        return values(one).equals(values(other));
    }

    private Phase phase() {
        PodView pod = scene.pod();
        boolean going = scene.request() != null && scene.request().last() && verdict instanceof Verdict.Open;
        if (going || (pod != null && pod.terminating() && !standing.readiness().ended())) {
            return Phase.Ending;
        }
        if (standing.readiness().ended()) {
            return Phase.Ended;
        }
        if (scene.request() != null) {
            return Phase.Draining;
        }
        return switch (standing.readiness()) {
            case NO_POD, POD_REFUSED, UNSCHEDULED -> Phase.Pending;
            case READY -> Phase.Ready;
            default -> Phase.Starting;
        };
    }

    private void place(ServerStatus status, ServerStatus before) {
        PodView pod = scene.pod();
        if (pod == null) {
            status.setPodName(before.getPodName());
            status.setNodeName(before.getNodeName());
            return;
        }
        status.setPodName(pod.target().name());
        status.setNodeName(pod.nodeName());
        List<ContainerPort> ports = pod.gameSpec().map(Container::getPorts).orElse(List.of());
        boolean onHost = ports.stream().anyMatch(port -> port.getHostPort() != null);
        String podAddress = pod.status().getPodIP();
        if (podAddress != null && !standing.readiness().ended()) {
            status.setAddress(onHost ? scene.node().address() : podAddress);
            status.setPorts(
                    ports.isEmpty() ? null : ports.stream().map(Report::port).toList());
        }
    }

    private static Ports port(ContainerPort from) {
        Ports port = new Ports();
        port.setName(from.getName());
        port.setPort(from.getHostPort() == null ? from.getContainerPort() : from.getHostPort());
        port.setProtocol(from.getProtocol() == null ? "TCP" : from.getProtocol());
        return port;
    }

    /** What only the sidecar knows; while it is silent, what it said before. */
    private void learnt(ServerStatus status, ServerStatus before) {
        if (!scene.alive()) {
            return;
        }
        if (scene.conversation().last() instanceof Sidecar.Reachable(SidecarState state, Instant at)) {
            status.setAllowed(state.allowed());
            status.setSealed(state.sealed() ? true : null);
            status.setPlayers(state.players());
        } else {
            status.setAllowed(Boolean.TRUE.equals(before.getAllowed()));
            status.setSealed(before.getSealed());
            status.setPlayers(before.getPlayers());
        }
    }

    private @Nullable String waitingFor() {
        if (refusal != null) {
            return refusal.reason();
        }
        if (verdict instanceof Verdict.Shut(Verdict.Reason reason)) {
            return reason.word();
        }
        if (!scene.leaving()) {
            return null;
        }
        boolean silent = scene.node().state() == NodeState.UNREACHABLE;
        return silent ? Verdict.Reason.NODE_UNREACHABLE.word() : GRACE_PERIOD;
    }

    private List<Condition> conditions(ServerStatus status, List<Condition> before) {
        List<Claim> claims = List.of(Claims.ready(standing), requested(), allowed(status));
        return claims.stream()
                .map(claim -> claim.at(scene.now(), status.getObservedGeneration(), before))
                .toList();
    }

    private Claim requested() {
        return scene.request() == null ? Claims.notRequested(scene) : Claims.requested(scene.request());
    }

    private Claim allowed(ServerStatus status) {
        if (scene.leaving()) {
            return Claims.leaving(scene);
        }
        return verdict == null ? Claims.allowed(scene, status.getAllowed()) : Claims.verdict(scene, verdict, refusal);
    }

    private static List<@Nullable Object> values(ServerStatus status) {
        return Arrays.asList(
                status.getObservedGeneration(),
                status.getPhase(),
                status.getAddress(),
                ports(status),
                status.getNodeName(),
                status.getPodName(),
                status.getAllowed(),
                status.getSealed(),
                status.getDrainReason(),
                status.getDrainDeadline(),
                status.getWaitingFor(),
                Optional.ofNullable(status.getDisruption())
                        .map(Disruption::getCause)
                        .orElse(null),
                conditionsOf(status));
    }

    private static List<List<@Nullable Object>> ports(ServerStatus status) {
        return Stream.ofNullable(status.getPorts())
                .flatMap(List::stream)
                .map(port -> Arrays.<@Nullable Object>asList(port.getName(), port.getPort(), port.getProtocol()))
                .toList();
    }
}
