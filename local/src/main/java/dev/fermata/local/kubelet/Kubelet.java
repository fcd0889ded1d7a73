package dev.fermata.local.kubelet;

import dev.fermata.local.kubelet.PodRun.End;
import dev.fermata.local.kubelet.PodRun.Place;
import dev.fermata.local.kubelet.PodRun.Why;
import dev.fermata.local.process.Children;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds Pods to the nodes that this machine plays, and runs their containers as processes of it.
 *
 * <p>None of those processes outlives this one: not its {@link #close}, not its normal end, not SIGINT or SIGTERM (a shutdown
 * hook), and not SIGKILL either (a watchdog).
 */
public final class Kubelet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kubelet.class);
    /** What a Pod's processes get to end when this kubelet closes, and when their Pod object vanishes. */
    private static final Duration SHORT_GRACE = Duration.ofSeconds(2);

    /** How often all Pods are looked at again, so that no failed request leaves one lying. */
    private static final Duration RESYNC = Duration.ofSeconds(10);

    /** Annotation of a Pod: the folder with its containers' logs. */
    private static final String LOGS = "local.fermata.dev/logs";

    private final KubernetesClient client;
    private final KubeletConfig config;
    private final Children children;
    private final PodWriter writer;
    private final Map<String, PodRun> runs = new ConcurrentHashMap<>();
    private final ExecutorService events =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("kubelet").factory());
    private final Thread hook = new Thread(this::end, "kubelet-close");
    private final SharedIndexInformer<Node> nodes;
    private final SharedIndexInformer<Pod> pods;
    private boolean closed;

    private Kubelet(KubernetesClient client, KubeletConfig config, Children children) {
        this.client = client;
        this.config = config;
        this.children = children;
        this.writer = new PodWriter(client);
        this.nodes = client.nodes().runnableInformer(RESYNC.toMillis());
        this.pods = client.pods().inAnyNamespace().runnableInformer(RESYNC.toMillis());
    }

    private void watch() {
        nodes.addEventHandler(new Handler<>(node -> pending(), node -> {}));
        pods.addEventHandler(new Handler<>(this::saw, this::gone));
        nodes.run();
        pods.run();
    }

    /**
     * Registers the nodes and starts.
     *
     * @param client to an API server that puts {@link HostPorts} to each new Pod
     */
    public static Kubelet start(KubernetesClient client, KubeletConfig config) throws IOException {
        Instant now = Instant.now();
        for (String name : config.nodes()) {
            if (client.nodes().withName(name).get() == null) {
                client.resource(LocalNodes.of(name, now)).create();
            }
            client.nodes().withName(name).editStatus(node -> {
                node.setStatus(LocalNodes.status(name, now));
                return node;
            });
        }
        Kubelet kubelet = new Kubelet(client, config, Children.open());
        Runtime.getRuntime().addShutdownHook(kubelet.hook);
        kubelet.watch();
        return kubelet;
    }

    /** The pids of all processes of all containers that live. */
    public Set<Long> pids() {
        return children.pids();
    }

    /** The folder with the logs of a Pod's containers. */
    public Path logs(Pod pod) {
        return config.directory()
                .resolve(pod.getMetadata().getNamespace() + "_"
                        + pod.getMetadata().getName() + "_" + pod.getMetadata().getUid());
    }

    /** Ends every process, games first, and waits until they are gone; writes nothing any more. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook has run, or runs and finds nothing to do.
        }
    }

    /** Once; who comes second, as the shutdown hook may, waits until the first one is done. */
    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        pods.close();
        nodes.close();
        events.close();
        runs.values().forEach(run -> run.end(new End(Why.CLOSING, SHORT_GRACE)));
        Waits.within(
                SHORT_GRACE.multipliedBy(3),
                CompletableFuture.allOf(runs.values().stream().map(PodRun::done).toArray(CompletableFuture[]::new)));
        children.close();
    }

    private void pending() {
        pods.getStore().list().stream()
                .filter(pod -> pod.getSpec().getNodeName() == null)
                .forEach(this::saw);
    }

    private void saw(Pod pod) {
        String node = pod.getSpec().getNodeName();
        boolean going = pod.getMetadata().getDeletionTimestamp() != null;
        if (node == null || node.isEmpty()) {
            if (!going) {
                bind(pod);
            }
        } else if (config.nodes().contains(node)) {
            PodRun known = runs.get(pod.getMetadata().getUid());
            if (known != null) {
                known.saw(pod);
            } else {
                take(pod);
            }
        }
    }

    private void bind(Pod pod) {
        Optional<Node> node = Scheduler.choose(
                pod,
                nodes.getStore().list().stream()
                        .filter(ours ->
                                config.nodes().contains(ours.getMetadata().getName()))
                        .toList(),
                this::count);
        if (node.isEmpty()) {
            PodStatus waits = PodStatuses.unschedulable(pod, Instant.now());
            if (!waits.equals(pod.getStatus())) {
                writer.status(pod, waits);
            }
            return;
        }
        writer.bind(
                pod, node.get().getMetadata().getName(), Map.of(LOGS, logs(pod).toString()));
    }

    private long count(String node) {
        return pods.getStore().list().stream()
                .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                .filter(pod -> pod.getStatus() == null
                        || !PodStatuses.isOver(pod.getStatus().getPhase()))
                .count();
    }

    /** Starts a Pod that is bound here, unless it ran or was to go before this kubelet knew of it. */
    private void take(Pod pod) {
        boolean ran = pod.getStatus() != null && pod.getStatus().getStartTime() != null;
        if (ran && !PodStatuses.isOver(pod.getStatus().getPhase())) {
            writer.status(pod, PodStatuses.lost(pod, Instant.now()));
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            writer.remove(pod);
        } else if (!ran) {
            LOG.atInfo()
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .addKeyValue("logs", logs(pod))
                    .log("Pod starts");
            References references =
                    new ClientReferences(client, pod.getMetadata().getNamespace());
            PodRun run = new PodRun(pod, new Place(config.images(), references, logs(pod), children, writer));
            runs.put(pod.getMetadata().getUid(), run);
            run.start();
        }
    }

    private void gone(Pod pod) {
        PodRun run = runs.remove(pod.getMetadata().getUid());
        if (run != null) {
            run.end(new End(Why.GONE, SHORT_GRACE));
        }
    }

    /** Hands what an informer tells to the kubelet's one thread. */
    private final class Handler<T> implements ResourceEventHandler<T> {
        private final Consumer<T> saw;
        private final Consumer<T> gone;

        Handler(Consumer<T> saw, Consumer<T> gone) {
            this.saw = saw;
            this.gone = gone;
        }

        @Override
        public void onAdd(T added) {
            later(() -> saw.accept(added));
        }

        @Override
        public void onUpdate(T before, T updated) {
            later(() -> saw.accept(updated));
        }

        @Override
        public void onDelete(T deleted, boolean unknownFinalState) {
            later(() -> gone.accept(deleted));
        }

        private void later(Runnable event) {
            try {
                events.execute(event);
            } catch (RejectedExecutionException closing) {
                // Nothing is begun any more.
            }
        }
    }
}
