package dev.fermata.operator.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An admission policy as it was installed.
 *
 * @param name of the policy, and of its binding
 * @param digest SHA-256, in hex, of its spec as JSON: keys sorted, no blanks, with all defaults
 */
public record ExpectedPolicy(String name, String digest) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** How a policy stands. */
    public enum State {
        /** It is in force as it was installed. */
        INTACT,
        /** It, or its binding, is not there. */
        MISSING,
        /** It, or its binding, is not what was installed. */
        CHANGED
    }

    /** How it stands, by what is there of its name. */
    public State state(@Nullable ValidatingAdmissionPolicy policy, @Nullable ValidatingAdmissionPolicyBinding binding) {
        if (policy == null || binding == null) {
            return State.MISSING;
        }
        return digest.equals(digest(JSON.valueToTree(policy.getSpec()))) && denies(binding.getSpec())
                ? State.INTACT
                : State.CHANGED;
    }

    /** Everywhere, whatever the parameters. */
    private boolean denies(ValidatingAdmissionPolicyBindingSpec binding) {
        return name.equals(binding.getPolicyName())
                && List.of("Deny").equals(binding.getValidationActions())
                && binding.getMatchResources() == null
                && binding.getParamRef() == null;
    }

    static String digest(JsonNode spec) {
        try {
            byte[] text = JSON.writeValueAsBytes(JSON.convertValue(spec, Object.class));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
