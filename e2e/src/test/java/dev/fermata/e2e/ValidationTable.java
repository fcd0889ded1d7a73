package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

/** The rows of validation.yaml. */
record ValidationTable(JsonNode document) {

    static ValidationTable read() {
        return new ValidationTable(resource("/validation.yaml"));
    }

    static JsonNode resource(String name) {
        try (InputStream file = Objects.requireNonNull(ValidationTable.class.getResourceAsStream(name), name)) {
            return Serialization.unmarshal(file, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Row> refused() {
        return rows("refused");
    }

    Stream<Row> accepted() {
        return rows("accepted");
    }

    private Stream<Row> rows(String section) {
        return document.required(section).valueStream().flatMap(group -> {
            String kind = group.required("kind").textValue();
            return group.required("rows")
                    .valueStream()
                    .map(row -> new Row(kind, document.required("valid").required(kind), row));
        });
    }

    /** One row: a valid object, how it is changed before it is created, and how it is updated afterwards. */
    record Row(String kind, JsonNode valid, JsonNode row) {
        String what() {
            return row.required("what").textValue();
        }

        String field() {
            return row.required("field").textValue();
        }

        String says() {
            return row.required("says").textValue();
        }

        boolean updates() {
            return row.has("update");
        }

        JsonNode update() {
            return row.required("update");
        }

        JsonNode change() {
            return row.path("change");
        }

        JsonNode reads() {
            return row.path("reads");
        }

        ObjectNode object() {
            ObjectNode object = valid.deepCopy();
            MergePatch.apply(object, change());
            return object;
        }

        @Override
        public String toString() {
            return kind + ": " + what();
        }
    }
}
