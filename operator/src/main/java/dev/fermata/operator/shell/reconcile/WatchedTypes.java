package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.guard.ExpectedPolicy;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.guard.GuardPolicies;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.OwnWrites;
import dev.fermata.operator.shell.kube.Selection;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.operator.shell.part.Part;
import dev.fermata.operator.shell.part.WatchPart;
import dev.fermata.operator.shell.sidecar.Conversations;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is watched beside primaries, each type once for all controllers. */
public record WatchedTypes(
        Watched<Node> nodes,
        Watched<Pod> pods,
        Watched<Server> fleetsServers,
        Watched<Fleet> gameTypesFleets,
        Watched<GameType> scalersGameTypes,
        Watched<PodDisruptionBudget> budgets,
        Watched<ValidatingAdmissionPolicy> policies,
        Watched<ValidatingAdmissionPolicyBinding> policyBindings) {
    public static final String PODS = "Pod";
    static final String NODES = "Node";
    static final String FLEETS_SERVERS = "FleetServer";
    static final String BUDGETS = "PodDisruptionBudget";
    static final String GAME_TYPES_FLEETS = "GameTypeFleet";
    static final String SCALERS_GAME_TYPES = "AutoscalerGameType";

    public static WatchedTypes in(Set<String> namespaces, KubernetesClient client, ApiServer api, Clock clock) {
        return new WatchedTypes(
                watched(client, api, clock, Selections.nodes()),
                watched(client, api, clock, Selections.pods(namespaces)),
                watched(client, api, clock, Selections.servers(namespaces)),
                watched(client, api, clock, Selections.fleets(namespaces)),
                watched(client, api, clock, Selections.gameTypes(namespaces)),
                watched(client, api, clock, Selections.budgets(namespaces)),
                watched(
                        client,
                        api,
                        clock,
                        Selections.policies(ValidatingAdmissionPolicy.class, ValidatingAdmissionPolicy::getSpec)),
                watched(
                        client,
                        api,
                        clock,
                        Selections.policies(
                                ValidatingAdmissionPolicyBinding.class, ValidatingAdmissionPolicyBinding::getSpec)));
    }

    /** What a Server has around it. */
    public Surroundings around(Conversations conversations, Set<String> leavingTaints) {
        return new Surroundings(pods, nodes, budgets, conversations, leavingTaints);
    }

    /** Whether the guard's policies stand. */
    public GuardPolicies guardPolicies(Set<ExpectedPolicy> expected, Runnable changed) {
        return new GuardPolicies(expected, policies, policyBindings, changed);
    }

    private static <T extends HasMetadata> Watched<T> watched(
            KubernetesClient client, ApiServer api, Clock clock, Selection<T> selection) {
        return new Watched<>(client, api, selection, new OwnWrites<>(clock));
    }

    /** The Pods of Servers that are bound to the node. */
    public Stream<Pod> podsOn(Node node) {
        return pods.byIndex(Selections.BY_NODE, node.getMetadata().getName()).stream();
    }

    /** One part for each; budgets are only watched where the guard is installed. */
    public List<Part> parts(OperatorConfig.Guard guard) {
        List<Part> parts = new ArrayList<>(List.of(
                new WatchPart(NODES, nodes),
                new WatchPart(PODS, pods),
                new WatchPart(FLEETS_SERVERS, fleetsServers),
                new WatchPart(GAME_TYPES_FLEETS, gameTypesFleets),
                new WatchPart(SCALERS_GAME_TYPES, scalersGameTypes)));
        if (guard == OperatorConfig.Guard.ON) {
            parts.add(new WatchPart(BUDGETS, budgets));
        }
        return parts;
    }
}
