package dev.fermata.operator.shell.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.server.Request;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a downgrade, objects may have words that this version does not know. */
class UnknownWordsTest {
    private final KubernetesClient client = Cluster.client(new ConfigBuilder().build());
    private final KubernetesSerialization json = client.getKubernetesSerialization();

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void an_object_with_words_of_a_later_version_does_not_hide_the_others() {
        ServerList list = json.unmarshal("""
            apiVersion: fermata.dev/v1alpha1
            kind: ServerList
            metadata: {}
            items:
            - {metadata: {name: new}, spec: {}, status: {phase: Hibernating}, novelty: 1}
            - {metadata: {name: old}, spec: {}, status: {phase: Ready}}
            """, ServerList.class);

        assertThat(list.getItems())
                .extracting(server -> server.getMetadata().getName())
                .containsExactly("new", "old");
        assertThat(list.getItems().getFirst().getStatus().getPhase()).isNull();
    }

    @Test
    void a_request_for_a_reason_that_is_not_known_is_a_request_and_the_game_is_waited_for() {
        Server server = json.unmarshal("""
            apiVersion: fermata.dev/v1alpha1
            kind: Server
            metadata: {name: new, creationTimestamp: 2026-01-01T10:00:00Z}
            spec:
              deletion: {timeoutSeconds: 60, onTimeout: Hibernate}
              drains: [{requester: ada, reason: Hibernation, requestedAt: '2026-01-01T11:00:00.123456Z'}]
            """, Server.class);

        Request request = Objects.requireNonNull(Request.of(server));

        assertThat(request.end()).isEqualTo(Request.End.WAIT);
        assertThat(request.reason()).isEqualTo("Requested");
        assertThat(request.by()).isEqualTo("asked to go by ada at 2026-01-01T11:00:00Z (Requested)");
        assertThat(request.notice().requestedAt()).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
    }

    private static final class ServerList extends DefaultKubernetesResourceList<Server> {
        private static final long serialVersionUID = 1L;
    }
}
