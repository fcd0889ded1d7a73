import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Renews a Lease for each fake node: KWOK by itself gives a sign of life every 20 to 25 s, and the cluster waits for 20 s. */
final class SignsOfLife implements AutoCloseable {
    private static final int SECONDS = 4;

    private final KubernetesClient client;
    private final List<String> nodes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    SignsOfLife(KubernetesClient client) {
        this.client = client;
        this.nodes = client.nodes().withLabel("type", "fake").list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .toList();
        timer.scheduleAtFixedRate(() -> nodes.forEach(this::renew), 0, SECONDS, TimeUnit.SECONDS);
    }

    private void renew(String node) {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-node-lease")
                        .withName(node)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(node)
                        .withLeaseDurationSeconds(40)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
