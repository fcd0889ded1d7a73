package dev.fermata.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.local.apiserver.traffic.Traffic;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ordinary clients work with the simulated API server unmodified. */
class ClientsTest {
    private SimulatedApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws Exception {
        server = SimulatedApiServer.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl(server.url().toString())
                        .withNamespace("default")
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void whatCannotBeReadIsRefusedWithAnotherWayToSendIt() throws Exception {
        var request = HttpRequest.newBuilder(server.url().resolve("/api/v1/namespaces"))
                .header("Content-Type", "application/vnd.kubernetes.protobuf")
                .POST(HttpRequest.BodyPublishers.ofString("k8s"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var refused = http.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(refused.statusCode()).isEqualTo(415);
            assertThat(refused.body()).contains("application/json, application/yaml", "kubectl apply -f -");
        }
    }

    @Test
    void anInformerSeesWhatComesAndGoes() {
        try (SharedIndexInformer<Pod> pods =
                client.pods().inNamespace("default").inform()) {
            client.pods().resource(pod("a")).create();
            await().until(() -> pods.getStore().getByKey("default/a") != null);
            client.pods()
                    .withName("a")
                    .edit(pod -> new PodBuilder(pod)
                            .editMetadata()
                            .addToLabels("x", "y")
                            .endMetadata()
                            .build());
            await().until(() -> "y"
                    .equals(pods.getStore()
                            .getByKey("default/a")
                            .getMetadata()
                            .getLabels()
                            .get("x")));
            server.dropWatches();
            client.pods().withName("a").delete();
            await().atMost(Duration.ofSeconds(20)).until(() -> pods.getStore().getByKey("default/a") == null);
        }
    }

    @Test
    void customResourcesAreServedOnceTheirDefinitionIsCreated() {
        server.createFromClassPath("/crds/servers.fermata.dev.yaml");

        GenericKubernetesResource created = client.resource(serverNamed("one")).create();

        assertThat(created.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(server.traffic().counts()).containsEntry(new Traffic.Counted("create", "servers", 201), 1L);
    }

    private static GenericKubernetesResource serverNamed(String name) {
        Map<String, Object> template =
                Map.of("spec", Map.of("containers", List.of(Map.of("name", "game", "image", "g"))));
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("fermata.dev/v1alpha1")
                .withKind("Server")
                .withMetadata(new ObjectMetaBuilder().withName(name).build())
                .addToAdditionalProperties("spec", Map.of("template", template))
                .build();
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("game")
                .withImage("game:1")
                .endContainer()
                .endSpec()
                .build();
    }
}
