package dev.fermata.operator.simulation;

import dev.fermata.api.Labels;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Place;
import dev.fermata.operator.simulation.Machine.Stage;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is really there: time, machines, the API server. All that happens without any operator happens here. */
final class World {
    /** The taint of a node that is about to go. */
    static final String LEAVING = "example.com/leaving";

    /** What a node really is, whatever its object says. */
    enum Truth {
        UP,
        /** It runs on, and nobody reaches it. */
        CUT_OFF,
        /** It is off. */
        DEAD
    }

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Cluster cluster = new Cluster(this::now);
    private final Map<String, Machine> machines = new TreeMap<>();
    private final Map<String, Truth> nodes = new TreeMap<>();
    private final Map<String, Instant> stopping = new HashMap<>();
    private final Set<String> strays = new HashSet<>();
    private final Map<String, Instant> due = new HashMap<>();
    private final List<Supplier<String>> story = new ArrayList<>();
    private Instant now = START;
    private boolean imagesMissing;

    World() {
        for (String name : List.of("node-a", "node-b")) {
            nodes.put(name, Truth.UP);
            cluster.create(node(name));
        }
    }

    Cluster cluster() {
        return cluster;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Put into words only if somebody wants to read them. */
    void tell(Supplier<String> what) {
        Instant when = now;
        story.add(() -> when.toString().substring(11) + " " + what.get());
    }

    List<String> story() {
        return story.stream().map(Supplier::get).toList();
    }

    List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    @Nullable
    Machine machine(String podUid) {
        return machines.get(podUid);
    }

    Map<String, Truth> nodes() {
        return nodes;
    }

    Truth truth(String node) {
        return nodes.getOrDefault(node, Truth.DEAD);
    }

    /** Whether a call from an operator would be answered. */
    boolean reaches(@Nullable Machine machine) {
        return machine != null && machine.listens() && truth(machine.node()) == Truth.UP;
    }

    /** Somebody takes away the reason for which a Server's game need not be asked: too late for what is on its way. */
    void wasDue(String serverUid) {
        due.put(serverUid, now);
    }

    /**
     * A Pod was made for a Server that was being deleted already, by a request that was late. It may come between the live read and the
     * removal of the finalizer; no game has run in it then.
     */
    void isMade(Pod pod) {
        Server server = cluster.server(pod.getMetadata().getName());
        if (server == null || server.getMetadata().getDeletionTimestamp() != null) {
            strays.add(pod.getMetadata().getUid());
        }
    }

    boolean isStray(String podUid) {
        return strays.contains(podUid);
    }

    Instant lastDue(String serverUid) {
        return due.getOrDefault(serverUid, Instant.EPOCH);
    }

    /** The scheduler binds a Pod, if any waits. */
    boolean schedule() {
        for (Pod pod : cluster.pods()) {
            if (pod.getSpec().getNodeName() == null && pod.getMetadata().getDeletionTimestamp() == null) {
                List<String> up =
                        nodes.keySet().stream().filter(this::takesPods).toList();
                if (!up.isEmpty()) {
                    Pod bound = Copies.of(pod);
                    bound.getSpec().setNodeName(up.get((int) (cluster.revision() % up.size())));
                    bound.setStatus(Kubelet.status(null, now));
                    cluster.replace(bound);
                    return true;
                }
            }
        }
        return false;
    }

    /** Some kubelet does the next thing that it can do for a Pod that satisfies the condition. */
    boolean kubelet(Predicate<Pod> which) {
        for (Pod pod : cluster.pods()) {
            String node = pod.getSpec().getNodeName();
            if (node != null && which.test(pod) && truth(node) == Truth.UP && (advance(pod) || report(pod))) {
                return true;
            }
        }
        for (Machine machine : machines()) {
            Pod pod = cluster.pod(machine.name());
            boolean forgotten = pod == null || !pod.getMetadata().getUid().equals(machine.uid());
            if (forgotten && truth(machine.node()) != Truth.CUT_OFF) {
                machines.remove(machine.uid());
                return true;
            }
        }
        return false;
    }

    private boolean advance(Pod pod) {
        String uid = pod.getMetadata().getUid();
        boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
        Machine machine = machines.get(uid);
        if (machine == null) {
            if (leaving) {
                cluster.remove(pod);
                return true;
            }
            machines.put(uid, new Machine(pod, imagesMissing));
            return true;
        }
        if (leaving) {
            return end(pod, machine);
        }
        boolean blocked = machine.stage() == Stage.SIDECAR && machine.imageMissing();
        if (blocked || machine.stage().compareTo(Stage.GAME) >= 0) {
            return false;
        }
        machine.nextStage();
        return true;
    }

    /** The game gets its signal, and some time. */
    private boolean end(Pod pod, Machine machine) {
        if (stopping.putIfAbsent(machine.uid(), now) == null) {
            machine.stop();
            return true;
        }
        if (machine.playing() && now.isBefore(Instant.parse(pod.getMetadata().getDeletionTimestamp()))) {
            return false;
        }
        machines.remove(machine.uid());
        cluster.remove(pod);
        return true;
    }

    private boolean report(Pod pod) {
        Machine machine = machines.get(pod.getMetadata().getUid());
        if (machine == null || !Kubelet.hasNews(pod, machine, now)) {
            return false;
        }
        Pod reported = Copies.of(pod);
        reported.setStatus(Kubelet.status(machine, now));
        cluster.replace(reported);
        return true;
    }

    /** The node controller notices what has become of nodes; Pods of Nodes that are gone are collected. */
    boolean nodeController() {
        for (HasMetadata object : cluster.list(Kind.NODE)) {
            Node node = (Node) object;
            boolean silent = truth(node.getMetadata().getName()) != Truth.UP;
            if (silent == !tainted(node, "node.kubernetes.io/unreachable")
                    && !tainted(node, "node.kubernetes.io/out-of-service")) {
                setTaint(node, silent ? "node.kubernetes.io/unreachable" : null);
                return true;
            }
        }
        for (Pod pod : cluster.pods()) {
            String name = pod.getSpec().getNodeName();
            Node node = name == null ? null : (Node) cluster.get(new Place(Kind.NODE, name));
            boolean out = node != null
                    && tainted(node, "node.kubernetes.io/out-of-service")
                    && pod.getMetadata().getDeletionTimestamp() != null;
            if (name != null && (node == null || out)) {
                cluster.remove(pod);
                return true;
            }
        }
        return false;
    }

    /** The registry fails, or is back. */
    void breakImages(boolean missing) {
        imagesMissing = missing;
    }

    void findImages() {
        imagesMissing = false;
        machines().forEach(Machine::imageFound);
    }

    void loseNode(String name, Truth truth) {
        nodes.put(name, truth);
        if (truth == Truth.DEAD) {
            machines().stream().filter(machine -> machine.node().equals(name)).forEach(machine -> machine.exit(137));
        }
    }

    /** A dead node's object is removed, or tainted as out of service, by a person who knows. */
    void buryNode(String name, boolean remove) {
        HasMetadata node = cluster.get(new Place(Kind.NODE, name));
        if (node != null && truth(name) == Truth.DEAD) {
            if (remove) {
                cluster.remove(node);
            } else {
                setTaint((Node) node, "node.kubernetes.io/out-of-service");
            }
        }
    }

    /** Somebody is about to take the node away; {@link #raiseNode} takes it back. */
    void announceNode(String name) {
        Node node = (Node) cluster.get(new Place(Kind.NODE, name));
        if (node != null && takesPods(name)) {
            setTaint(node, LEAVING);
        }
    }

    private boolean takesPods(String name) {
        Node node = (Node) cluster.get(new Place(Kind.NODE, name));
        return node != null && truth(name) == Truth.UP && !tainted(node, LEAVING);
    }

    /** The node comes back, empty if it was off. */
    void raiseNode(String name) {
        if (truth(name) == Truth.DEAD) {
            machines().stream().filter(machine -> machine.node().equals(name)).forEach(machine -> machine.exit(137));
        }
        nodes.put(name, Truth.UP);
        Node node = (Node) cluster.get(new Place(Kind.NODE, name));
        if (node == null) {
            cluster.create(node(name));
        } else {
            setTaint(node, null);
        }
    }

    private void setTaint(Node node, @Nullable String key) {
        Node copy = Copies.of(node);
        NodeSpec spec = new NodeSpec();
        if (key != null) {
            Taint taint = new Taint();
            taint.setKey(key);
            spec.setTaints(List.of(taint));
        }
        copy.setSpec(spec);
        copy.setStatus(status(key == null || key.equals(LEAVING)));
        cluster.replace(copy);
    }

    private static boolean tainted(Node node, String key) {
        return node.getSpec().getTaints().stream()
                .anyMatch(taint -> taint.getKey().equals(key));
    }

    private static Node node(String name) {
        Node node = new Node();
        node.setMetadata(new ObjectMeta());
        node.getMetadata().setName(name);
        node.setSpec(new NodeSpec());
        node.setStatus(status(true));
        return node;
    }

    private static NodeStatus status(boolean ready) {
        NodeCondition condition = new NodeCondition();
        condition.setType("Ready");
        condition.setStatus(ready ? "True" : "Unknown");
        condition.setLastTransitionTime(START.toString());
        NodeStatus status = new NodeStatus();
        status.setConditions(List.of(condition));
        return status;
    }

    static @Nullable String label(HasMetadata object, String key) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? null : labels.get(key);
    }

    static @Nullable String serverUid(Pod pod) {
        return label(pod, Labels.SERVER_UID);
    }
}
