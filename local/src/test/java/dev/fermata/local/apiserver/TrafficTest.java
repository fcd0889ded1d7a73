package dev.fermata.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fermata.local.apiserver.traffic.Call;
import dev.fermata.local.apiserver.traffic.Fault.Gate;
import dev.fermata.local.apiserver.traffic.Traffic.Counted;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tests can do to requests, and learn of them. */
class TrafficTest {
    private SimulatedApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = SimulatedApiServer.start();
        Config config = new ConfigBuilder(Config.fromKubeconfig(server.kubeconfig()))
                .withRequestRetryBackoffLimit(0)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private ConfigMap create(String name) {
        return client.configMaps()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    private boolean exists(String name) {
        return client.configMaps().withName(name).get() != null;
    }

    @Test
    void requestsAreCountedByVerbResourceAndCode() {
        create("a");
        client.configMaps().withName("a").get();
        client.configMaps().withName("b").get();

        assertThat(server.traffic().counts())
                .containsEntry(new Counted("create", "configmaps", 201), 1L)
                .containsEntry(new Counted("get", "configmaps", 200), 1L)
                .containsEntry(new Counted("get", "configmaps", 404), 1L);
        assertThat(server.traffic().count(counted -> counted.path().equals("configmaps")))
                .isEqualTo(3);
    }

    @Test
    void theNextMatchingRequestsAreRefusedAndNoOthers() {
        server.traffic().next(2, Call.of("create", "configmaps")).refuse(503, "ServiceUnavailable");

        assertThat(exists("a")).isFalse();
        assertThatThrownBy(() -> create("a")).hasMessageContaining("a fault that a test asked for");
        assertThatThrownBy(() -> create("a"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(503));
        create("a");

        assertThat(exists("a")).isTrue();
    }

    @Test
    void aRequestThatIsCutOffBeforeHasNoEffect() {
        server.traffic().next(Call.of("create", "configmaps")).cutBefore();

        assertThatThrownBy(() -> create("a")).isInstanceOf(KubernetesClientException.class);

        assertThat(exists("a")).isFalse();
    }

    @Test
    void aRequestThatIsCutOffAfterHasHadItsEffect() {
        server.traffic().next(Call.of("create", "configmaps")).cutAfter();

        assertThatThrownBy(() -> create("a")).isInstanceOf(KubernetesClientException.class);

        assertThat(exists("a")).isTrue();
    }

    @Test
    void aRequestThatIsHeldWaitsForItsGate() {
        Gate gate = server.traffic().next(Call.of("create", "configmaps")).hold();
        CompletableFuture<ConfigMap> held = CompletableFuture.supplyAsync(() -> create("held"));
        await().until(() -> gate.arrived() == 1);
        create("overtaker");

        assertThat(exists("held")).isFalse();
        gate.open();

        await().until(held::isDone);
        assertThat(exists("held")).isTrue();
    }

    @Test
    void aClientThatLagsTooFarBehindListsAgain() {
        create("old");
        try (var informer = client.configMaps().inNamespace("default").inform()) {
            await().until(() -> informer.getStore().getByKey("default/old") != null);
            Gate gate =
                    server.traffic().next(100, Call.of("watch", "configmaps")).hold();
            server.dropWatches();
            await().until(() -> gate.arrived() > 0);
            client.configMaps().withName("old").delete();
            create("new");
            server.compact();
            gate.open();
            server.traffic().clearFaults();

            await().until(() -> informer.getStore().getByKey("default/new") != null);
            assertThat(informer.getStore().getByKey("default/old")).isNull();
        }
    }

    @Test
    void anIdleInformerAsksNothing() {
        try (var informer = client.configMaps().inNamespace("default").inform()) {
            await().until(informer::hasSynced);
            await().until(() -> server.traffic().count(counted -> counted.verb().equals("watch")) > 0);
            long before = server.traffic().count();
            create("a");
            await().until(() -> informer.getStore().getByKey("default/a") != null);

            assertThat(server.traffic().count()).isEqualTo(before + 1);
        }
    }
}
