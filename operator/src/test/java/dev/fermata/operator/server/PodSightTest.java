package dev.fermata.operator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.Transcript;
import dev.fermata.operator.plan.Step;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a Pod's change is worth a look. */
class PodSightTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final List<ContainerState> STATES = List.of(
            waiting("PodInitializing", null),
            waiting("ContainerCreating", null),
            waiting("ErrImagePull", "rpc error 1"),
            waiting("ImagePullBackOff", "Back-off"),
            waiting("CreateContainerConfigError", "no such secret a"),
            waiting("CreateContainerConfigError", "no such secret b"),
            new ContainerStateBuilder()
                    .withNewRunning()
                    .withStartedAt("2026-01-01T11:00:00Z")
                    .endRunning()
                    .build(),
            terminated(0),
            terminated(137));

    @Test
    void of_a_pods_usual_way_to_being_ready_the_node_the_address_and_readiness_are_seen() {
        List<Pod> way = List.of(
                pod(null, null, null, null),
                pod("node-a", null, null, null),
                pod("node-a", null, STATES.get(0), "ContainersNotReady"),
                initialized(pod("node-a", null, STATES.get(0), "ContainersNotReady")),
                pod("node-a", "10.0.0.7", STATES.get(0), "ContainersNotReady"),
                initialized(pod("node-a", "10.0.0.7", STATES.get(1), "containers with unready status: [game]")),
                ready(initialized(pod("node-a", "10.0.0.7", STATES.get(6), null))),
                restamped(ready(initialized(pod("node-a", "10.0.0.7", STATES.get(6), null)))));
        List<Integer> seen = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            if (!PodSight.of(way.get(i - 1)).equals(PodSight.of(way.get(i)))) {
                seen.add(i);
            }
        }
        assertThat(seen).containsExactly(1, 4, 6);
    }

    @Test
    void whatever_looks_the_same_leads_to_the_same_plan() {
        Map<Object, List<String>> plans = new HashMap<>();
        int same = 0;
        for (Pod pod : all()) {
            List<String> plan = plan(pod);
            List<String> earlier = plans.putIfAbsent(PodSight.of(pod), plan);
            assertThat(plan).as(pod.toString()).isEqualTo(earlier == null ? plan : earlier);
            same += earlier == null ? 0 : 1;
        }
        assertThat(same).as("Pods that look like another").isPositive();
    }

    /** Of a Server that nobody wants gone, and of one that somebody does; each with the very words of its status. */
    private static List<String> plan(Pod pod) {
        List<String> plan = new ArrayList<>();
        for (Case each : List.of(new Case(), new Case().drained(), new Case().deleted())) {
            each.withPod(pod).saying(Case.holding());
            plan.addAll(Transcript.of(each.plan()));
            each.plan().steps().stream()
                    .filter(Step.WriteServerStatus.class::isInstance)
                    .map(Step.WriteServerStatus.class::cast)
                    .map(step -> YAML.asYaml(step.status()))
                    .forEach(plan::add);
        }
        return plan;
    }

    private static List<Pod> all() {
        List<Pod> all = new ArrayList<>();
        List<ContainerState> states = new ArrayList<>(STATES);
        states.add(null);
        for (String node : new String[] {null, "node-a"}) {
            for (String address : new String[] {null, "10.0.0.7"}) {
                for (ContainerState state : states) {
                    for (String message : new String[] {null, "containers with unready status: [game]"}) {
                        Pod pod = pod(node, address, state, message);
                        all.add(pod);
                        all.add(initialized(pod));
                        all.add(restamped(pod));
                        all.add(ready(pod));
                        all.add(leaving(pod));
                        all.add(unschedulable(pod));
                    }
                }
            }
        }
        return all;
    }

    private static Pod pod(
            @Nullable String node, @Nullable String address, @Nullable ContainerState state, @Nullable String message) {
        String phase = state == null || state.getWaiting() != null ? "Pending" : "Running";
        var status = new Case()
                .running()
                .bound()
                .edit()
                .editSpec()
                .withNodeName(node)
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .withPodIP(address)
                .addToConditions(new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus("False")
                        .withMessage(message)
                        .build());
        if (state != null) {
            status.addToContainerStatuses(new ContainerStatusBuilder()
                    .withName("game")
                    .withImage("game:1")
                    .withRestartCount(0)
                    .withState(state)
                    .build());
        }
        return status.endStatus().build();
    }

    private static Pod initialized(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .addToConditions(new PodConditionBuilder()
                        .withType("Initialized")
                        .withStatus("True")
                        .build())
                .endStatus()
                .build();
    }

    private static Pod ready(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .editMatchingCondition(condition -> condition.getType().equals("Ready"))
                .withStatus("True")
                .withMessage(null)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod unschedulable(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .addToConditions(new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withMessage("0/3 nodes are available")
                        .build())
                .endStatus()
                .build();
    }

    private static Pod leaving(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T12:00:30Z")
                .withDeletionGracePeriodSeconds(30L)
                .endMetadata()
                .build();
    }

    /** A kubelet says the same again. */
    private static Pod restamped(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withResourceVersion("10")
                .endMetadata()
                .editStatus()
                .withStartTime("2026-01-01T11:00:00Z")
                .withQosClass("Burstable")
                .editMatchingCondition(condition -> condition.getType().equals("Ready"))
                .withLastProbeTime("2026-01-01T11:00:01Z")
                .endCondition()
                .endStatus()
                .build();
    }

    private static ContainerState waiting(String reason, @Nullable String message) {
        return new ContainerStateBuilder().withNewWaiting(message, reason).build();
    }

    private static ContainerState terminated(int code) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(code)
                .withReason("Error")
                .withFinishedAt("2026-01-01T11:30:00Z")
                .endTerminated()
                .build();
    }
}
