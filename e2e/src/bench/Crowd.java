import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** All Pods and Servers of the benchmark's namespace, as watches tell of them. */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 20;

    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<Server> servers;

    Crowd(KubernetesClient client, String namespace, FakeSidecars sidecars) {
        pods = client.pods().inNamespace(namespace).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                onUpdate(pod, pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                if (pod.getStatus().getPodIP() != null
                        && !pod.getSpec().getInitContainers().isEmpty()) {
                    sidecars.start(pod);
                }
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {
                sidecars.end(pod);
            }
        });
        servers = client.resources(Server.class).inNamespace(namespace).inform();
    }

    long readyPods() {
        return pods.getStore().list().stream().filter(Crowd::isReady).count();
    }

    long readyServers() {
        return servers.getStore().list().stream()
                .filter(server ->
                        server.getStatus() != null && server.getStatus().getPhase() == ServerStatus.Phase.Ready)
                .count();
    }

    boolean isEmpty() {
        return pods.getStore().list().isEmpty() && servers.getStore().list().isEmpty();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    /** Waits, and gives the seconds that it took. */
    double await(String what, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("not within " + PATIENCE.toMinutes() + " min: " + what + "; there are "
                        + readyPods() + " ready Pods of "
                        + pods.getStore().list().size() + ", " + readyServers()
                        + " ready Servers of " + servers.getStore().list().size());
            }
            Thread.sleep(POLL_MILLIS);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() {
        pods.close();
        servers.close();
    }
}
