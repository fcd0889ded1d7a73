package dev.fermata.local.apiserver.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object seen through its metadata. Reads never change the object; writes create what is missing. */
public record Meta(ObjectNode object) {
    /** An entry of {@code metadata.ownerReferences}. */
    public record Owner(String apiVersion, String kind, String name, String uid, boolean controls, boolean blocks) {}

    /** The metadata to write to; an empty one is put in place if there is none. */
    public ObjectNode node() {
        return object.get("metadata") instanceof ObjectNode present ? present : object.putObject("metadata");
    }

    /** The metadata, or a missing node. */
    public JsonNode read() {
        return object.path("metadata");
    }

    /** A text field of the metadata; empty if absent. */
    public String text(String field) {
        return read().path(field).asText("");
    }

    public String name() {
        return text("name");
    }

    public String namespace() {
        return text("namespace");
    }

    public String uid() {
        return text("uid");
    }

    public String revision() {
        return text("resourceVersion");
    }

    public boolean isDeleting() {
        return read().hasNonNull("deletionTimestamp");
    }

    /** Seconds between deletionTimestamp and the request for it; null if none was recorded. */
    public @Nullable Long gracePeriod() {
        JsonNode seconds = read().path("deletionGracePeriodSeconds");
        return seconds.isIntegralNumber() ? seconds.asLong() : null;
    }

    /** When the object is to be gone; null if nobody asked for that. */
    public @Nullable Instant deletion() {
        return isDeleting() ? Instant.parse(text("deletionTimestamp")) : null;
    }

    public List<String> finalizers() {
        List<String> all = new ArrayList<>();
        read().path("finalizers").forEach(one -> all.add(one.asText()));
        return all;
    }

    /** Replaces the finalizers; an empty list removes the field. */
    public void finalizers(List<String> finalizers) {
        if (finalizers.isEmpty()) {
            node().remove("finalizers");
            return;
        }
        ArrayNode array = node().putArray("finalizers");
        finalizers.forEach(array::add);
    }

    /** Takes away the owners with these uids. */
    public void disown(Collection<String> uids) {
        if (node().get("ownerReferences") instanceof ArrayNode owners) {
            owners.removeIf(owner -> uids.contains(owner.path("uid").asText()));
            if (owners.isEmpty()) {
                node().remove("ownerReferences");
            }
        }
    }

    public List<Owner> owners() {
        List<Owner> all = new ArrayList<>();
        for (JsonNode one : read().path("ownerReferences")) {
            all.add(new Owner(
                    one.path("apiVersion").asText(""),
                    one.path("kind").asText(""),
                    one.path("name").asText(""),
                    one.path("uid").asText(""),
                    one.path("controller").asBoolean(),
                    one.path("blockOwnerDeletion").asBoolean()));
        }
        return all;
    }
}
