package dev.fermata.operator.shell.reconcile;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Annotations;
import dev.fermata.operator.server.PodSight;
import dev.fermata.operator.shell.act.Kinship;
import dev.fermata.operator.shell.kube.Selection;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is watched, how much of it is kept, and which changes matter: as much as planners look at. */
public final class Selections {
    /** Index of Servers: the uid of whoever manages them. */
    static final String BY_CONTROLLER = "controller";

    /** Index of Pods and of Servers: the name of the node that they are on. */
    static final String BY_NODE = "node";

    /** Index of budgets: their namespace; a name that the informer's own index of it does not have. */
    static final String BY_NAMESPACE = "its-namespace";

    private static final Set<String> NODE_CONDITIONS = Set.of("Ready");

    private Selections() {}

    /** Pods of Servers. */
    public static Selection<Pod> pods(Set<String> namespaces) {
        return new Selection<>(
                Pod.class,
                namespaces,
                Optional.of(Labels.SERVER_UID),
                Selections::pruned,
                PodSight::of,
                Map.of(BY_NODE, pod -> present(Surroundings.nodeName(pod))));
    }

    /** Budgets of Fermata's. */
    public static Selection<PodDisruptionBudget> budgets(Set<String> namespaces) {
        return new Selection<>(
                PodDisruptionBudget.class,
                namespaces,
                Optional.of(Labels.BUDGET),
                Selections::pruned,
                PodDisruptionBudget::getSpec,
                Map.of(BY_NAMESPACE, budget -> List.of(budget.getMetadata().getNamespace())));
    }

    /** The guard's policies, or their bindings. */
    public static <T extends HasMetadata> Selection<T> policies(Class<T> type, Function<T, Object> spec) {
        return new Selection<>(type, Set.of(), Optional.of(Labels.POLICY), Selections::plain, spec, Map.of());
    }

    private static PodDisruptionBudget pruned(PodDisruptionBudget budget) {
        budget.setStatus(null);
        return plain(budget);
    }

    /** All Nodes. */
    public static Selection<Node> nodes() {
        return new Selection<>(
                Node.class,
                Set.of(),
                Optional.empty(),
                Selections::pruned,
                node -> Arrays.asList(
                        node.getSpec(), node.getStatus(), node.getMetadata().getAnnotations()),
                Map.of());
    }

    /** Servers, as their Fleets see them. */
    public static Selection<Server> servers(Set<String> namespaces) {
        return new Selection<>(
                Server.class,
                namespaces,
                Optional.empty(),
                Selections::slim,
                server -> Arrays.asList(essence(server.getMetadata()), server.getSpec(), server.getStatus()),
                Map.of(BY_CONTROLLER, Selections::controller, BY_NODE, server -> present(nodeName(server))));
    }

    /** Fleets of GameTypes. Of their statuses only what is in the way of one matters: Servers are counted here from themselves. */
    public static Selection<Fleet> fleets(Set<String> namespaces) {
        return new Selection<>(
                Fleet.class,
                namespaces,
                Optional.of(Labels.GAME_TYPE),
                Selections::plain,
                fleet -> Arrays.asList(
                        essence(fleet.getMetadata()),
                        fleet.getMetadata().getGeneration(),
                        fleet.getMetadata().getAnnotations(),
                        failures(fleet)),
                Map.of(BY_CONTROLLER, Selections::controller));
    }

    /** GameTypes, as their autoscalers see them: that they are there matters at once, how they are when somebody asks. */
    public static Selection<GameType> gameTypes(Set<String> namespaces) {
        return new Selection<>(
                GameType.class,
                namespaces,
                Optional.empty(),
                Selections::slim,
                gameType -> gameType.getMetadata().getUid(),
                Map.of());
    }

    private static List<Condition> failures(Fleet fleet) {
        return Stream.ofNullable(fleet.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals("ReplicaFailure"))
                .toList();
    }

    private static List<String> controller(HasMetadata object) {
        return Kinship.controller(object)
                .map(OwnerReference::getUid)
                .map(List::of)
                .orElse(List.of());
    }

    static String nodeName(Server server) {
        return Optional.ofNullable(server.getStatus())
                .map(ServerStatus::getNodeName)
                .orElse("");
    }

    /** An object without what the API server keeps for itself. */
    static <T extends HasMetadata> T plain(T object) {
        object.getMetadata().setManagedFields(null);
        return object;
    }

    static Pod pruned(Pod pod) {
        PodSpec spec = Optional.ofNullable(pod.getSpec()).orElseGet(PodSpec::new);
        PodSpec kept = new PodSpec();
        kept.setNodeName(spec.getNodeName());
        kept.setInitContainers(
                spec.getInitContainers().stream().map(Selections::pruned).toList());
        kept.setContainers(spec.getContainers().stream().map(Selections::pruned).toList());
        pod.setSpec(kept);
        Optional.ofNullable(pod.getStatus()).ifPresent(Selections::prune);
        return plain(pod);
    }

    private static Container pruned(Container container) {
        Container kept = new Container();
        kept.setName(container.getName());
        kept.setPorts(container.getPorts());
        kept.setRestartPolicy(container.getRestartPolicy());
        return kept;
    }

    private static void prune(PodStatus status) {
        status.setPodIPs(null);
        status.setHostIPs(null);
        status.setQosClass(null);
        status.setEphemeralContainerStatuses(null);
        status.getConditions().forEach(condition -> condition.setLastProbeTime(null));
    }

    static Node pruned(Node node) {
        NodeSpec spec = Optional.ofNullable(node.getSpec()).orElseGet(NodeSpec::new);
        NodeSpec keptSpec = new NodeSpec();
        keptSpec.setUnschedulable(spec.getUnschedulable());
        keptSpec.setTaints(spec.getTaints());
        node.setSpec(keptSpec);
        NodeStatus status = Optional.ofNullable(node.getStatus()).orElseGet(NodeStatus::new);
        NodeStatus keptStatus = new NodeStatus();
        keptStatus.setAddresses(status.getAddresses());
        keptStatus.setConditions(status.getConditions().stream()
                .filter(condition -> NODE_CONDITIONS.contains(condition.getType()))
                .map(Selections::pruned)
                .toList());
        node.setStatus(keptStatus);
        node.getMetadata()
                .setAnnotations(Annotations.get(node, Labels.LEAVING_AT)
                        .map(announced -> Map.of(Labels.LEAVING_AT, announced))
                        .orElse(null));
        return plain(node);
    }

    /** A heartbeat is no change. */
    private static NodeCondition pruned(NodeCondition condition) {
        NodeCondition kept = new NodeCondition();
        kept.setType(condition.getType());
        kept.setStatus(condition.getStatus());
        kept.setReason(condition.getReason());
        kept.setLastTransitionTime(condition.getLastTransitionTime());
        return kept;
    }

    /** A Server without its template, which is the most of it. */
    static Server slim(Server server) {
        server.getSpec().setTemplate(null);
        server.getSpec().setSidecar(null);
        server.getMetadata().setAnnotations(null);
        return plain(server);
    }

    /** A GameType without its template, and without what its status says of single Servers. */
    static GameType slim(GameType gameType) {
        gameType.getSpec().setTemplate(null);
        gameType.getMetadata().setAnnotations(null);
        Optional.ofNullable(gameType.getStatus()).ifPresent(status -> {
            status.setWaiting(null);
            status.setRevisions(null);
            status.setConditions(null);
        });
        return plain(gameType);
    }

    private static List<Object> essence(ObjectMeta metadata) {
        return Arrays.asList(
                metadata.getUid(),
                metadata.getLabels(),
                metadata.getDeletionTimestamp(),
                metadata.getFinalizers(),
                metadata.getOwnerReferences());
    }

    private static List<String> present(String key) {
        return key.isEmpty() ? List.of() : List.of(key);
    }
}
