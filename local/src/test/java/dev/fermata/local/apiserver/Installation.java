package dev.fermata.local.apiserver;

import static org.awaitility.Awaitility.await;

import dev.fermata.local.apiserver.instant.InstantKubelet;
import dev.fermata.local.apiserver.json.Paths;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.operator.shell.FermataOperator;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import dev.fermata.operator.shell.kube.Cluster;
import dev.fermata.operator.shell.sidecar.SidecarAddress;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A simulated API server with Fermata's kinds, an instant kubelet, and the real operator. */
final class Installation implements AutoCloseable {
    private final SimulatedApiServer server = FermataKinds.serve();
    private final InstantKubelet kubelet = InstantKubelet.start(server, InstantKubelet.Settings.DEFAULT);
    private final KubernetesClient client = Cluster.client(Config.fromKubeconfig(server.kubeconfig()));
    private final FermataOperator operator;

    private Installation() throws IOException {
        server.create("{apiVersion: v1, kind: Namespace, metadata: {name: fermata-system}}");
        OperatorConfig config = new OperatorConfig(
                SidecarDefaults.of("fermata-sidecar:test"),
                Set.of(),
                "fermata-system",
                Optional.empty(),
                new Listen("127.0.0.1", 0, 0),
                Optional.empty(),
                Duration.ofSeconds(5),
                OperatorConfig.Guard.OFF,
                Set.of(),
                Set.of(),
                OperatorConfig.Webhooks.STRICT,
                new Logging(Logging.Format.TEXT, Logging.Level.WARN));
        operator = FermataOperator.start(client, config, SidecarAddress.ofPodAddress());
    }

    static Installation open() throws IOException {
        return new Installation();
    }

    SimulatedApiServer server() {
        return server;
    }

    void createFleet(String name, int replicas) {
        server.create("""
            apiVersion: fermata.dev/v1alpha1
            kind: Fleet
            metadata: {name: %s}
            spec:
              replicas: %d
              template:
                spec:
                  template:
                    spec:
                      containers: [{name: game, image: 'game:1'}]
            """.formatted(name, replicas));
    }

    /** How many Servers are Ready. */
    long ready() {
        ResourceType servers =
                Objects.requireNonNull(server.resources().types().ofKind("fermata.dev/v1alpha1", "Server"));
        return server.resources().store().list(servers.id(), "").items().stream()
                .filter(stored ->
                        Paths.get(stored.json(), "status.phase").asText().equals("Ready"))
                .count();
    }

    /** Waits until nobody has asked for anything for so long. */
    void awaitSilence(Duration time) {
        AtomicLong last = new AtomicLong(server.traffic().count());
        await().atMost(Duration.ofSeconds(60)).during(time).until(() -> {
            long now = server.traffic().count();
            return last.getAndSet(now) == now;
        });
    }

    @Override
    public void close() {
        operator.close();
        client.close();
        kubelet.close();
        server.close();
    }
}
