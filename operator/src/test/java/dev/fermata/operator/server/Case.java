package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.operator.Transcript;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverspec.Deletion;
import dev.fermata.v1alpha1.serverspec.Drains;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Server's case, put together word by word: {@code new Case().running().drained(…).saying(holding()).plan()}. */
final class Case {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");
    static final Instant ASKED = Instant.parse("2026-01-01T11:59:00Z");

    private final Server server = new Server();
    private @Nullable Pod pod;
    private Answer<Pod> livePod = new Answer.NotAsked<>();
    private NodeView node = NodeView.UNBOUND;
    private Answer<NodeView> liveNode = new Answer.NotAsked<>();
    private Answer<Server> liveServer = new Answer.NotAsked<>();
    private Conversation conversation = Conversation.NONE;
    private @Nullable Instant statusWritten;
    private @Nullable Refusal refusal;
    private Instant now = NOW;
    private Protection protection = Protection.OFF;

    Case() {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName("demo-0");
        metadata.setNamespace("games");
        metadata.setUid("server-uid");
        metadata.setResourceVersion("1");
        metadata.setGeneration(1L);
        metadata.setCreationTimestamp(CREATED.toString());
        metadata.setFinalizers(new ArrayList<>(List.of(Labels.HOLD)));
        server.setMetadata(metadata);
        ServerSpec spec = new ServerSpec();
        spec.setDrains(new ArrayList<>());
        spec.setTemplate(new PodTemplateSpec());
        spec.getTemplate().setSpec(new PodSpec());
        spec.getTemplate()
                .getSpec()
                .setContainers(List.of(new ContainerBuilder()
                        .withName("game")
                        .withImage("game:1")
                        .build()));
        server.setSpec(spec);
    }

    /** To be said before the Pod comes. */
    Case guarded(Protection its) {
        protection = its;
        return this;
    }

    Case lifted(Instant since) {
        return guard(Labels.LIFTED, since);
    }

    Case emergency(String why) {
        server.getMetadata().setAnnotations(Map.of(Labels.LIFT_GUARD, why));
        return this;
    }

    Case armed(Instant since) {
        return guard(Labels.ARMED, since);
    }

    private Case guard(String label, Instant since) {
        bound().getMetadata().getLabels().put(Labels.GUARD, label);
        bound().getMetadata().getAnnotations().put(Labels.GUARD_SINCE, since.toString());
        return this;
    }

    Server server() {
        return server;
    }

    Case at(Instant time) {
        now = time;
        return this;
    }

    Case withoutFinalizer() {
        server.getMetadata().setFinalizers(new ArrayList<>());
        return this;
    }

    Case drained(String requester, Drains.Reason reason) {
        Drains drain = new Drains();
        drain.setRequester(requester);
        drain.setReason(reason);
        drain.setRequestedAt(ASKED.toString());
        server.getSpec().getDrains().add(drain);
        return this;
    }

    Case drained() {
        return drained("fleet/demo", Drains.Reason.ScaleDown);
    }

    Case deleted() {
        server.getMetadata().setDeletionTimestamp(ASKED.toString());
        return this;
    }

    Case within(int seconds, Deletion.OnTimeout then) {
        Deletion deletion = new Deletion();
        deletion.setTimeoutSeconds(seconds);
        deletion.setOnTimeout(then);
        server.getSpec().setDeletion(deletion);
        return this;
    }

    Case forced() {
        Deletion deletion = new Deletion();
        deletion.setForce(true);
        server.getSpec().setDeletion(deletion);
        return this;
    }

    /** The game runs and its Pod is ready. */
    Case running() {
        node = new NodeView(NodeState.PRESENT, null, "192.0.2.1", null, List.of());
        return pod(
                "Running",
                true,
                status("game")
                        .withNewState()
                        .withNewRunning()
                        .endRunning()
                        .endState()
                        .build());
    }

    Case ended(int code) {
        node = new NodeView(NodeState.PRESENT, null, "192.0.2.1", null, List.of());
        return pod(
                code == 0 ? "Succeeded" : "Failed",
                false,
                status("game")
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(code)
                        .withReason(code == 137 ? "OOMKilled" : "Error")
                        .withFinishedAt("2026-01-01T11:30:00Z")
                        .endTerminated()
                        .endState()
                        .build());
    }

    Case waiting(String reason) {
        node = new NodeView(NodeState.PRESENT, null, "192.0.2.1", null, List.of());
        return pod(
                "Pending",
                false,
                status("game")
                        .withNewState()
                        .withNewWaiting("told by the kubelet", reason)
                        .endState()
                        .build());
    }

    Case unbound(@Nullable String scheduler) {
        pod("Pending", false, null);
        Pod bare = bound();
        bare.getSpec().setNodeName(null);
        bare.getStatus()
                .setConditions(
                        scheduler == null
                                ? List.of()
                                : List.of(new PodConditionBuilder()
                                        .withType("PodScheduled")
                                        .withStatus("False")
                                        .withReason("Unschedulable")
                                        .withMessage(scheduler)
                                        .build()));
        return this;
    }

    Case withPod(Pod its) {
        node = new NodeView(NodeState.PRESENT, null, "192.0.2.1", null, List.of());
        pod = its;
        return this;
    }

    Case inactive() {
        bound().getMetadata().getLabels().remove(Labels.ACTIVE);
        return this;
    }

    /** So long ago that it is news. */
    Case podDeleted() {
        return podDeleted(Duration.ofSeconds(10));
    }

    Case podDeleted(Duration ago) {
        bound().getMetadata().setDeletionTimestamp("2026-01-01T12:00:30Z");
        bound().getMetadata().setDeletionGracePeriodSeconds(30 + ago.toSeconds());
        return this;
    }

    /** The game exits. */
    Case podEnds(int code, Instant at) {
        bound().getStatus()
                .getContainerStatuses()
                .getFirst()
                .setState(new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(code)
                        .withFinishedAt(at.toString())
                        .endTerminated()
                        .build());
        return this;
    }

    /** The game runs and its Pod is not ready. */
    Case unready() {
        running();
        bound().getStatus().getConditions().getFirst().setStatus("False");
        return this;
    }

    /** Its node is about to go. */
    Case leaving(Departure departure) {
        node = new NodeView(NodeState.LEAVING, null, null, departure, List.of());
        return this;
    }

    Case tainted(Taint taint) {
        node = new NodeView(NodeState.PRESENT, null, null, null, List.of(taint));
        return this;
    }

    Target target() {
        return Target.of(server);
    }

    Case on(NodeState state) {
        node = new NodeView(state, state == NodeState.UNREACHABLE ? ASKED : null, null, null, List.of());
        return this;
    }

    Case liveNode(Answer<NodeView> answer) {
        liveNode = answer;
        return this;
    }

    Case noPodLive() {
        livePod = new Answer.Absent<>();
        return this;
    }

    Case livePod(Pod found) {
        livePod = new Answer.Found<>(found);
        return this;
    }

    Case samePodLive() {
        return livePod(bound());
    }

    Case sameServerLive() {
        liveServer = new Answer.Found<>(server);
        return this;
    }

    Case liveServer(Server found) {
        liveServer = new Answer.Found<>(found);
        return this;
    }

    Case saying(SidecarState state) {
        return saying(state, now.minusSeconds(1));
    }

    Case saying(SidecarState state, Instant at) {
        conversation = new Conversation(
                new Sidecar.Reachable(state, at), false, conversation.nudgedAt(), conversation.toldAt());
        return this;
    }

    Case silent(Instant at) {
        conversation = new Conversation(
                new Sidecar.Unreachable("connection refused", ASKED, at), false, null, conversation.toldAt());
        return this;
    }

    Case told(Instant at) {
        conversation = new Conversation(conversation.last(), conversation.underway(), conversation.nudgedAt(), at);
        return this;
    }

    Case nudged(Instant at) {
        conversation = new Conversation(conversation.last(), conversation.underway(), at, conversation.toldAt());
        return this;
    }

    Case underway() {
        conversation = new Conversation(conversation.last(), true, conversation.nudgedAt(), conversation.toldAt());
        return this;
    }

    Case refused(Class<? extends Step> step, Instant last) {
        refusal = new Refusal(step.getSimpleName(), "Forbidden", "exceeded quota: pods", ASKED, last, 1);
        return this;
    }

    Case had(ServerStatus status) {
        server.setStatus(status);
        return this;
    }

    Case statusWritten(Instant at) {
        statusWritten = at;
        return this;
    }

    ServerObservation observation() {
        return new ServerObservation(
                now,
                server,
                pod,
                livePod,
                node,
                liveNode,
                liveServer,
                conversation,
                new Defaults(SidecarDefaults.of("sidecar:1"), "key-1", "00ff", null, Duration.ofSeconds(5), protection),
                statusWritten,
                refusal);
    }

    Plan plan() {
        return ServerPlanner.plan(observation());
    }

    List<String> transcript() {
        return Transcript.of(plan());
    }

    /** The status that is written now. */
    ServerStatus status() {
        return plan().steps().stream()
                .filter(Step.WriteServerStatus.class::isInstance)
                .map(Step.WriteServerStatus.class::cast)
                .map(Step.WriteServerStatus::status)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no status is written: " + transcript()));
    }

    String message(String condition) {
        return status().getConditions().stream()
                .filter(found -> found.getType().equals(condition))
                .map(found -> found.getReason() + ": " + found.getMessage())
                .findFirst()
                .orElseThrow();
    }

    Pod bound() {
        if (pod == null) {
            throw new IllegalStateException("There is no Pod in this case");
        }
        return pod;
    }

    static SidecarState holding() {
        return new SidecarState("one", 7, false, false, false, Guard.NONE, null, null);
    }

    static SidecarState allowing() {
        return new SidecarState("one", 7, true, false, false, Guard.NONE, null, null);
    }

    static SidecarState sealed() {
        return new SidecarState("one", 7, true, true, false, Guard.NONE, null, null);
    }

    static SidecarState told(SidecarState state, @Nullable DrainNotice notice) {
        return new SidecarState(
                state.instance(),
                state.version(),
                state.allowed(),
                state.sealed(),
                state.terminating(),
                state.guard(),
                notice,
                state.players());
    }

    static DrainNotice scaleDown() {
        return new DrainNotice("ScaleDown", null, ASKED, null);
    }

    private Case pod(String phase, boolean ready, @Nullable ContainerStatus game) {
        pod = new PodBuilder(DesiredPod.of(server, observation().defaults()))
                .editMetadata()
                .withUid("pod-uid")
                .withResourceVersion("9")
                .withCreationTimestamp(CREATED.toString())
                .endMetadata()
                .editSpec()
                .withNodeName("node-a")
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .withPodIP("10.0.0.7")
                .withContainerStatuses(game == null ? List.of() : List.of(game))
                .withConditions(new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .build())
                .endStatus()
                .build();
        return this;
    }

    private static ContainerStatusBuilder status(String name) {
        return new ContainerStatusBuilder().withName(name).withImage("game:1").withRestartCount(0);
    }
}
