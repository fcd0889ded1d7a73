package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.operator.shell.config.OperatorConfig.Candidacy;
import dev.fermata.operator.shell.kube.Cluster;
import dev.fermata.operator.shell.lead.Election;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two that stand for election, at an API server. */
class ElectionTest {
    private static final String NAMESPACE = "fermata-system";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SimulatedApiServer server;
    private final KubernetesClient client;

    ElectionTest() throws IOException {
        server = SimulatedApiServer.start();
        server.create("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        client = Cluster.client(Config.fromKubeconfig(server.kubeconfig()));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void one_leads_and_when_it_gives_up_the_other_does() {
        Operator first = new Operator("first");
        await().atMost(PATIENCE).until(first.election::leads);
        Operator second = new Operator("second");
        await().atMost(PATIENCE).until(() -> second.election.leader().isPresent());
        assertThat(second.election.leads()).isFalse();
        assertThat(second.election.leader().orElseThrow()).startsWith("first_");

        first.election.close();

        assertThat(first.election.leads()).isFalse();
        await().atMost(PATIENCE).until(second.election::leads);
        assertThat(second.elected).isTrue();
        assertThat(first.deposed).as("it went of its own will").isFalse();
        second.election.close();
        assertThat(holder()).isEqualTo("");
    }

    @Test
    void one_whose_lease_another_has_taken_hears_of_it_and_leads_no_more() {
        Operator operator = new Operator("overtaken");
        await().atMost(PATIENCE).until(operator.election::leads);

        lease().patch(PatchContext.of(PatchType.JSON_MERGE), """
            {"spec": {"holderIdentity": "somebody-else", "renewTime": "2999-01-01T00:00:00.000000Z"}}
            """);

        await().atMost(PATIENCE).untilTrue(operator.deposed);
        assertThat(operator.election.leads()).isFalse();
        operator.election.close();
        assertThat(holder()).isEqualTo("somebody-else");
    }

    private @Nullable Object holder() {
        return lease().require().get("spec", "holderIdentity");
    }

    private Resource<GenericKubernetesResource> lease() {
        return client.genericKubernetesResources("coordination.k8s.io/v1", "Lease")
                .inNamespace(NAMESPACE)
                .withName(Election.LEASE);
    }

    private final class Operator implements Election.Listener {
        final AtomicBoolean elected = new AtomicBoolean();
        final AtomicBoolean deposed = new AtomicBoolean();
        final Election election;

        Operator(String name) {
            election = Election.start(
                    client, NAMESPACE, new Candidacy(name, Optional.empty(), Duration.ofSeconds(15)), this);
        }

        @Override
        public void elected() {
            elected.set(true);
        }

        @Override
        public void deposed() {
            deposed.set(true);
        }
    }
}
