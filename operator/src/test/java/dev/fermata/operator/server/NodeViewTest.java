package dev.fermata.operator.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeViewTest {
    private static final NodeAddress NAME = new NodeAddress("node-a", "Hostname");
    private static final NodeAddress INSIDE = new NodeAddress("10.0.0.7", "InternalIP");
    private static final NodeAddress OUTSIDE = new NodeAddress("203.0.113.7", "ExternalIP");

    @Test
    void playersAreGivenTheAddressThatTheyCanReachFromOutsideWhicheverIsNamedFirst() {
        assertThat(seen(NAME, INSIDE, OUTSIDE).address()).isEqualTo("203.0.113.7");
        assertThat(seen(OUTSIDE, INSIDE, NAME).address()).isEqualTo("203.0.113.7");
    }

    @Test
    void aNodeWithoutOneIsReachedByItsInternalAddress() {
        assertThat(seen(NAME, INSIDE).address()).isEqualTo("10.0.0.7");
    }

    @Test
    void aNodeThatOnlyHasANameHasNoAddress() {
        assertThat(seen(NAME).address()).isNull();
        assertThat(seen().address()).isNull();
    }

    private static NodeView seen(NodeAddress... addresses) {
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName("node-a")
                .endMetadata()
                .withNewStatus()
                .withAddresses(addresses)
                .endStatus()
                .build();
        return NodeView.of(node, Set.of());
    }
}
