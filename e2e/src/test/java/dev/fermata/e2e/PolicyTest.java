package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is said if somebody undoes the guard. */
@Scenario
@Isolated("takes a policy of the guard away")
class PolicyTest {
    private static final String GROUP = "/apis/admissionregistration.k8s.io/v1/";
    private static final String POLICY = GROUP + "validatingadmissionpolicies/fermata-operator-delete";
    private static final String BINDINGS = GROUP + "validatingadmissionpolicybindings";
    private static final String BINDING = BINDINGS + "/fermata-operator-label";

    @Test
    void aPolicyThatIsMissingIsMissedAndNoGameIsToldThatItIsGuarded(World world) {
        Operator operator = Operator.inside(world.cluster());
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");
        isAnswered(arena, "guarded");
        stands(operator, "fermata-operator-label", 1);

        JsonNode binding = bare((ObjectNode) world.cluster().get(BINDING).orFail());
        world.cluster().delete(BINDING).orFail();
        try {
            stands(operator, "fermata-operator-label", 0);
            isAnswered(arena, "local");
        } finally {
            world.cluster().create(BINDINGS, binding).orFail();
        }
        stands(operator, "fermata-operator-label", 1);
        isAnswered(arena, "guarded");
    }

    @Test
    void soIsOneThatIsNotWhatWasInstalled(World world) {
        Operator operator = Operator.inside(world.cluster());
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");
        isAnswered(arena, "guarded");

        world.cluster().update(POLICY, failing("Ignore")).orFail();
        try {
            stands(operator, "fermata-operator-delete", 0);
            isAnswered(arena, "local");
        } finally {
            world.cluster().update(POLICY, failing("Fail")).orFail();
        }
        stands(operator, "fermata-operator-delete", 1);
        isAnswered(arena, "guarded");
    }

    private static JsonNode failing(String policy) {
        return World.yaml("spec: {failurePolicy: " + policy + "}");
    }

    private static void stands(Operator operator, String policy, long value) {
        World.eventually(
                policy + " " + value,
                () -> assertThat(operator.metric("fermata_guard_policy", "policy=\"" + policy + "\""))
                        .isEqualTo(value));
    }

    private static void isAnswered(Server server, String hold) {
        World.eventually(
                "its hold is " + hold, () -> assertThat(server.game().holds()).contains("\"hold\":\"" + hold + "\""));
    }

    /** As it may be created anew. */
    private static JsonNode bare(ObjectNode object) {
        object.withObject("/metadata")
                .remove(List.of("uid", "resourceVersion", "creationTimestamp", "managedFields", "generation"));
        return object;
    }
}
