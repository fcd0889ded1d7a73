package dev.fermata.local.apiserver.instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.apiserver.rest.DeleteOptions;
import dev.fermata.local.apiserver.rest.Edit;
import dev.fermata.local.apiserver.rest.Part;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.Target;
import dev.fermata.local.apiserver.rest.WriteOptions;
import dev.fermata.local.apiserver.store.Change;
import dev.fermata.local.apiserver.store.Key;
import dev.fermata.local.apiserver.store.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scheduler and kubelet of nodes {@code instant-0}, {@code instant-1}, …: a Pod is bound, runs and is ready as soon as it is created,
 * and is gone as soon as it is deleted, without any process. What else is to become of a Pod is said by its {@link PodFate}. Pods are
 * dealt with one after the other in the order of their changes, so that the same changes always have the same outcome.
 *
 * <p>Each Pod has an address of its own in 127.64.0.0/10, in the order in which they start: one server on 0.0.0.0 can answer for all.
 */
public final class InstantKubelet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstantKubelet.class);

    private final BlockingQueue<Key> queue = new LinkedBlockingQueue<>();
    private final Resources resources;
    private final InstantSource clock;
    private final Function<Meta, PodFate> fates;
    private final InstantNodes nodes;
    private final Thread thread;
    private int addresses;

    private InstantKubelet(Resources resources, Settings settings) {
        this.resources = resources;
        this.clock = settings.clock();
        this.fates = settings.fates();
        this.nodes = new InstantNodes(resources, settings.nodes(), now());
        resources.store().listen(this::note);
        resources.store().list(BuiltIns.PODS.id(), "").items().forEach(pod -> queue.add(pod.key()));
        this.thread = Thread.ofVirtual().name("instant-kubelet").start(this::run);
    }

    /**
     * How it is to be.
     *
     * @param nodes how many nodes there are
     * @param fates what becomes of a Pod; asked each time that the Pod is looked at
     */
    public record Settings(int nodes, InstantSource clock, Function<Meta, PodFate> fates) {
        /** Two nodes, real time, every Pod runs. */
        public static final Settings DEFAULT = new Settings(2, InstantSource.system(), pod -> PodFate.RUNS);
    }

    /** Starts it; Pods that are there already are taken care of too. */
    public static InstantKubelet start(SimulatedApiServer server, Settings settings) {
        return new InstantKubelet(server.resources(), settings);
    }

    /** Ends a Pod's containers, as if they had exited by themselves. */
    public void finish(String namespace, String name, int exitCode) {
        editStatus(BuiltIns.PODS.key(namespace, name), pod -> PodEdits.ended(pod, exitCode, now()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void note(Change change) {
        Key key = change.after().key();
        if (change.type() != Change.Type.DELETED
                && (key.type().equals(BuiltIns.PODS.id()) || key.type().equals(BuiltIns.NODES.id()))) {
            queue.add(key);
        }
    }

    private void run() {
        try {
            while (true) {
                Key key = queue.take();
                if (key.type().equals(BuiltIns.PODS.id())) {
                    care(key);
                } else {
                    retryUnscheduled();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A node may take Pods that it did not take before. */
    private void retryUnscheduled() {
        for (Stored pod : resources.store().list(BuiltIns.PODS.id(), "").items()) {
            if (pod.json().path("spec").path("nodeName").asText("").isEmpty()) {
                care(pod.key());
            }
        }
    }

    private void care(Key key) {
        try {
            Stored pod = resources.store().get(key);
            if (pod != null) {
                care(pod);
            }
        } catch (Refusal refused) {
            // Somebody else changed or removed the Pod: its next change comes here too, if there is one.
            LOG.atDebug().setCause(refused).log("pod was changed meanwhile");
        }
    }

    private void care(Stored pod) {
        PodFate fate = fates.apply(pod.meta());
        String node = pod.json().path("spec").path("nodeName").asText("");
        if (node.isEmpty()) {
            schedule(pod, fate);
        } else if (!nodes.has(node)) {
            LOG.atTrace().log("pod is another kubelet's");
        } else if (pod.meta().isDeleting()) {
            end(pod, fate);
        } else if (pod.json().path("status").path("startTime").isMissingNode()) {
            String address = nextAddress();
            editStatus(pod.key(), current -> PodEdits.started(current, fate, address, now()));
        }
    }

    private void schedule(Stored pod, PodFate fate) {
        if (pod.meta().isDeleting()) {
            return;
        }
        String node = fate == PodFate.UNSCHEDULABLE ? null : nodes.next();
        if (node == null) {
            String why = "0 nodes are available";
            editStatus(pod.key(), current -> PodEdits.unscheduled(current, why, now()));
        } else {
            ObjectNode binding = Json.object();
            binding.putObject("target").put("name", node);
            resources.bind(target(pod.key()), binding);
        }
    }

    private void end(Stored pod, PodFate fate) {
        if (fate == PodFate.LINGERS) {
            return;
        }
        String phase = pod.json().path("status").path("phase").asText();
        if (phase.equals("Running")) {
            editStatus(pod.key(), current -> PodEdits.ended(current, 0, now()));
        }
        resources.delete(target(pod.key()), DeleteOptions.now(pod.meta().uid()));
    }

    private void editStatus(Key key, Edit edit) {
        resources.update(target(key), Part.STATUS, edit, WriteOptions.PLAIN);
    }

    private static Target target(Key key) {
        return new Target(BuiltIns.PODS, key.namespace(), key.name());
    }

    private String nextAddress() {
        int next = ++addresses;
        return "127." + (64 + (next >> 16)) + "." + ((next >> 8) & 255) + "." + (next & 255);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
