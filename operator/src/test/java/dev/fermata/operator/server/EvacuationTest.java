package dev.fermata.operator.server;

import static dev.fermata.operator.server.Case.ASKED;
import static dev.fermata.operator.server.Case.NOW;
import static dev.fermata.operator.server.Case.allowing;
import static dev.fermata.operator.server.Case.holding;
import static dev.fermata.operator.server.Case.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Step;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverspec.Drains;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSpecBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that is about to go, and the Servers on it. */
class EvacuationTest {
    private static final Set<String> TAINTS = Set.of("karpenter.sh/disrupted");
    private static final Departure CORDON = new Departure("is cordoned", null);

    @Test
    void a_server_on_a_node_that_is_about_to_go_is_asked_to_go() {
        assertThat(new Case().running().leaving(CORDON).saying(holding()).plan().steps())
                .singleElement()
                .isEqualTo(new Step.WriteDrain(
                        new Case().target(), "node-watcher", "NodeLeaving", "Node node-a is cordoned.", NOW, null));
    }

    @Test
    void so_is_one_that_another_asked_already() {
        assertThat(new Case()
                        .running()
                        .leaving(CORDON)
                        .drained()
                        .saying(holding())
                        .transcript())
                .containsExactly("drain demo-0 NodeLeaving");
    }

    @Test
    void it_is_asked_once() {
        assertThat(asked().leaving(CORDON).saying(allowing()).transcript()).doesNotContain("drain demo-0 NodeLeaving");
    }

    @Test
    void a_deadline_that_becomes_known_is_told_and_the_request_stays_as_old_as_it_is() {
        Instant end = NOW.plusSeconds(120);
        assertThat(asked().leaving(new Departure("leaves", end))
                        .saying(holding())
                        .plan()
                        .steps())
                .singleElement()
                .isEqualTo(new Step.WriteDrain(
                        new Case().target(), "node-watcher", "NodeLeaving", "Node node-a leaves.", ASKED, end));
    }

    @Test
    void a_node_that_stays_after_all_takes_it_back() {
        assertThat(asked().saying(holding()).transcript()).containsExactly("take back demo-0");
    }

    @Test
    void what_is_sealed_is_not_taken_back() {
        ServerStatus status = new ServerStatus();
        status.setSealed(true);
        assertThat(asked().saying(sealed()).had(status).transcript()).doesNotContain("take back demo-0");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "OUT_OF_SERVICE", "GONE"})
    void a_node_of_which_nothing_is_known_takes_nothing_back(NodeState state) {
        assertThat(asked().on(state).saying(holding()).transcript()).doesNotContain("take back demo-0");
    }

    @Test
    void one_that_is_deleted_or_over_is_not_asked() {
        assertThat(new Case()
                        .running()
                        .leaving(CORDON)
                        .deleted()
                        .saying(holding())
                        .transcript())
                .doesNotContain("drain demo-0 NodeLeaving");
        assertThat(new Case().ended(0).leaving(CORDON).transcript()).doesNotContain("drain demo-0 NodeLeaving");
    }

    @Test
    void a_refused_request_is_tried_again_when_it_is_due_and_is_in_nobodys_way() {
        assertThat(new Case()
                        .running()
                        .leaving(CORDON)
                        .saying(holding())
                        .refused(Step.WriteDrain.class, NOW)
                        .transcript())
                .contains("status Ready", "again in 5 s")
                .doesNotContain("drain demo-0 NodeLeaving");
    }

    @Test
    void a_cordon_a_taint_and_an_announcement_say_that_a_node_is_about_to_go() {
        assertThat(departure(new NodeSpecBuilder().withUnschedulable(true))).isEqualTo(CORDON);
        assertThat(departure(new NodeSpecBuilder()
                        .addNewTaint()
                        .withKey("node.kubernetes.io/unschedulable")
                        .endTaint()))
                .isEqualTo(CORDON);
        assertThat(departure(new NodeSpecBuilder()
                        .addNewTaint()
                        .withKey("karpenter.sh/disrupted")
                        .endTaint()))
                .isEqualTo(new Departure("has the taint karpenter.sh/disrupted", null));
        assertThat(departure(
                        new NodeSpecBuilder().addNewTaint().withKey("dedicated").endTaint()))
                .isNull();
        assertThat(announced("2026-01-01T12:02:00Z").departure())
                .isEqualTo(new Departure(
                        "leaves at 2026-01-01T12:02:00Z (fermata.dev/leaving-at)",
                        Instant.parse("2026-01-01T12:02:00Z")));
    }

    @Test
    void an_announcement_that_cannot_be_read_counts_and_says_what_is_wrong_with_it() {
        NodeView node = announced("in two minutes");
        assertThat(node.state()).isEqualTo(NodeState.LEAVING);
        assertThat(node.departure())
                .isEqualTo(new Departure(
                        "is announced to leave, but fermata.dev/leaving-at=in two minutes is no instant such as"
                                + " 2026-01-31T18:00:00Z",
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // key, operator, value, effect, seconds, then: stays, goes, or until when it may stay
                "-,        -,      -,   -,          -,  goes",
                "repair,   Equal,  now, NoExecute,  -,  stays",
                "repair,   -,      now, -,          -,  stays",
                "repair,   Exists, -,   -,          -,  stays",
                "-,        Exists, -,   -,          -,  stays",
                "-,        Equal,  now, -,          -,  goes",
                "repair,   Equal,  no,  NoExecute,  -,  goes",
                "other,    Exists, -,   NoExecute,  -,  goes",
                "repair,   Exists, -,   NoSchedule, -,  goes",
                "repair,   Exists, -,   NoExecute,  60, 2026-01-01T12:01:00Z",
            })
    void a_taint_that_evicts_those_who_do_not_tolerate_it_says_so_too(ArgumentsAccessor row) {
        Toleration toleration =
                new Toleration(row.getString(3), row.getString(0), row.getString(1), row.getLong(4), row.getString(2));
        Taint taint = new Taint("NoExecute", "repair", NOW.toString(), "now");
        Departure departure = Eviction.of(List.of(taint), List.of(toleration));
        String then = String.valueOf(row.getString(5));
        assertThat(departure)
                .isEqualTo(
                        then.equals("stays")
                                ? null
                                : new Departure(
                                        "has the taint repair (NoExecute)",
                                        then.equals("goes") ? null : Instant.parse(then)));
    }

    @Test
    void its_server_is_asked_to_go() {
        Taint taint = new Taint("NoExecute", "repair", null, null);
        assertThat(new Case().running().tainted(taint).saying(holding()).transcript())
                .containsExactly("drain demo-0 NodeLeaving");
    }

    @Test
    void what_kubernetes_says_of_a_node_that_does_not_report_asks_nobody_to_go() {
        Node node = new NodeBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .addNewTaint()
                .withKey("node.kubernetes.io/not-ready")
                .withEffect("NoExecute")
                .endTaint()
                .endSpec()
                .build();
        assertThat(NodeView.of(node, TAINTS).evicting()).isEmpty();
    }

    @Test
    void a_node_that_does_not_report_is_that_first() {
        NodeView node = NodeView.of(
                new NodeBuilder()
                        .withNewMetadata()
                        .endMetadata()
                        .withNewSpec()
                        .withUnschedulable(true)
                        .addNewTaint()
                        .withKey("node.kubernetes.io/unreachable")
                        .endTaint()
                        .endSpec()
                        .build(),
                TAINTS);
        assertThat(node.state()).isEqualTo(NodeState.UNREACHABLE);
        assertThat(node.departure()).isNull();
    }

    private static Case asked() {
        return new Case().running().drained("node-watcher", Drains.Reason.NodeLeaving);
    }

    private static @Nullable Departure departure(NodeSpecBuilder spec) {
        Node node = new NodeBuilder()
                .withNewMetadata()
                .endMetadata()
                .withSpec(spec.build())
                .build();
        return NodeView.of(node, TAINTS).departure();
    }

    private static NodeView announced(String when) {
        return NodeView.of(
                new NodeBuilder()
                        .withNewMetadata()
                        .addToAnnotations(Labels.LEAVING_AT, when)
                        .endMetadata()
                        .build(),
                TAINTS);
    }
}
