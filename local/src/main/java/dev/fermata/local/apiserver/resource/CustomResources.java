package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.json.Paths;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.rules.RuleTree;
import dev.fermata.local.apiserver.schema.Normalizer;
import dev.fermata.local.apiserver.schema.Schema;
import dev.fermata.local.apiserver.schema.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind that a CustomResourceDefinition defines. */
record CustomResources(
        JsonNode openApi,
        Schema schema,
        @Nullable RuleTree rules,
        boolean hasStatus,
        @Nullable ScalePaths scale,
        List<Column> columns,
        Set<String> selectableFields)
        implements Behaviour {
    private static final Cause UNCHECKED = new Cause(
            "FieldValueInvalid",
            "Invalid value: null: some validation rules were not checked because the object was invalid; correct the"
                    + " existing errors to complete validation",
            "<nil>");

    @Override
    public List<String> normalize(ObjectNode object) {
        return Normalizer.normalize(schema, object);
    }

    @Override
    public void create(ObjectNode next, Instant now) {
        if (hasStatus) {
            next.remove("status");
        }
        new Meta(next).node().put("generation", 1);
    }

    @Override
    public void update(ObjectNode next, ObjectNode old) {
        if (hasStatus) {
            Parts.keep("status", next, old);
        }
        if (!content(next).equals(content(old))) {
            ObjectNode meta = new Meta(next).node();
            meta.put("generation", meta.path("generation").asLong() + 1);
        }
    }

    /** The part whose changes count as generations. */
    private ObjectNode content(ObjectNode object) {
        ObjectNode content = Json.object();
        content.setAll(object);
        content.remove("metadata");
        if (hasStatus) {
            content.remove("status");
        }
        return content;
    }

    @Override
    public void updateStatus(ObjectNode next, ObjectNode old) {
        Parts.keepAllBut("status", next, old);
    }

    @Override
    public List<Cause> check(ObjectNode next, @Nullable ObjectNode old) {
        List<Cause> causes = new ArrayList<>(Validator.check(schema, next));
        if (rules != null) {
            causes.addAll(causes.isEmpty() ? rules.check(next, old) : List.of(UNCHECKED));
        }
        if (scale != null) {
            JsonNode replicas = Paths.get(next, scale.spec());
            if (replicas.isNumber() && replicas.asLong() < 0) {
                causes.add(Cause.invalid(scale.spec(), replicas, "should be a non-negative integer"));
            }
        }
        return causes;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }
}
