package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubectl scale and a HorizontalPodAutoscaler use. */
@OnCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScaleTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Cluster cluster;
    private Namespace namespace;

    @BeforeAll
    void connect() {
        cluster = Cluster.connect();
        namespace = Namespace.in(cluster);
    }

    @AfterAll
    void leave() {
        namespace.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fleet", "GameType"})
    void theScaleSubresourceReadsTheStatusAndWritesReplicas(String kind) {
        ObjectNode object =
                ValidationTable.read().document().at("/valid/" + kind).deepCopy();
        namespace.create(object).orFail();
        String path = namespace.path(object);
        ObjectNode status = JSON.objectNode();
        status.putObject("status").put("replicas", 3).put("selector", "fermata.dev/active=true");
        cluster.update(path + "/status", status).orFail();

        JsonNode scale = cluster.get(path + "/scale").orFail();
        assertThat(scale.at("/spec/replicas").intValue()).isEqualTo(1);
        assertThat(scale.at("/status/replicas").intValue()).isEqualTo(3);
        assertThat(scale.at("/status/selector").textValue()).isEqualTo("fermata.dev/active=true");

        cluster.update(path + "/scale", replicas(7)).orFail();
        assertThat(cluster.get(path).orFail().at("/spec/replicas").intValue()).isEqualTo(7);

        assertThat(cluster.update(path + "/scale", replicas(-1)).code()).isEqualTo(422);
        assertThat(cluster.update(path + "/scale", replicas(10_001)).code()).isEqualTo(422);
        assertThat(cluster.get(path).orFail().at("/spec/replicas").intValue()).isEqualTo(7);
    }

    private static ObjectNode replicas(int replicas) {
        ObjectNode patch = JSON.objectNode();
        patch.putObject("spec").put("replicas", replicas);
        return patch;
    }
}
