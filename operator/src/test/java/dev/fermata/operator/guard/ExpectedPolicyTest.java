package dev.fermata.operator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.guard.ExpectedPolicy.State;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a policy stands, by what the API server has of it. */
class ExpectedPolicyTest {
    private static final String POLICY = """
        metadata: {name: p, generation: 3}
        spec:
          validations: [{expression: 'a < "b" && c', reason: Forbidden}]
          failurePolicy: Fail
          matchConstraints: {matchPolicy: Equivalent, namespaceSelector: {}}
        """;
    private static final String BINDING = """
        metadata: {name: p}
        spec: {validationActions: [Deny], policyName: p}
        """;

    /** As {@code sha256sum} has it of the JSON text, with sorted keys and no blanks. */
    private static final ExpectedPolicy EXPECTED =
            new ExpectedPolicy("p", "7b3f158c6ea1c5304a62553cfb88281e8ef86025430894677563d1446035da9b");

    @Test
    void what_was_installed_stands_in_whatever_order_it_comes() {
        assertThat(EXPECTED.state(policy(POLICY), binding(BINDING))).isEqualTo(State.INTACT);
    }

    @Test
    void a_policy_without_its_binding_and_a_binding_without_its_policy_are_missing() {
        assertThat(EXPECTED.state(policy(POLICY), null)).isEqualTo(State.MISSING);
        assertThat(EXPECTED.state(null, binding(BINDING))).isEqualTo(State.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ignore",
                "Fail, paramKind: {apiVersion: v1, kind: ConfigMap}",
                "Fail, matchConditions: [{name: a, expression: 'false'}]"
            })
    void a_policy_that_says_anything_else_is_changed(String failurePolicy) {
        assertThat(EXPECTED.state(
                        policy("metadata: {name: p}\n"
                                + "spec: {validations: [{expression: 'a < \"b\" && c', reason: Forbidden}],"
                                + " matchConstraints: {matchPolicy: Equivalent, namespaceSelector: {}},"
                                + " failurePolicy: "
                                + failurePolicy + "}"),
                        binding(BINDING)))
                .isEqualTo(State.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validationActions: [Audit], policyName: p",
                "validationActions: [Deny, Audit], policyName: p",
                "validationActions: [Deny], policyName: q",
                "validationActions: [Deny], policyName: p, matchResources: {namespaceSelector: {matchLabels: {a: b}}}",
                "validationActions: [Deny], policyName: p, paramRef: {name: x, parameterNotFoundAction: Allow}"
            })
    void a_binding_that_does_not_deny_everywhere_is_changed(String spec) {
        assertThat(EXPECTED.state(policy(POLICY), binding("{metadata: {name: p}, spec: {" + spec + "}}")))
                .isEqualTo(State.CHANGED);
    }

    private static ValidatingAdmissionPolicy policy(String yaml) {
        return Serialization.unmarshal("---\n" + yaml, ValidatingAdmissionPolicy.class);
    }

    private static ValidatingAdmissionPolicyBinding binding(String yaml) {
        return Serialization.unmarshal("---\n" + yaml, ValidatingAdmissionPolicyBinding.class);
    }
}
