package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.patch.JsonPatch;
import dev.fermata.local.apiserver.patch.MergePatch;
import dev.fermata.local.apiserver.patch.PatchException;
import dev.fermata.local.apiserver.refusal.Refusal;

/** Turns the body of a PATCH into an edit. */
public final class Patching {
    private static final String FORMATS =
            "the body of the request was in an unknown format - accepted media types include:"
                    + " application/json-patch+json, application/merge-patch+json";

    private Patching() {}

    /** The edit that a patch of this media type asks for. */
    public static Edit edit(String mediaType, JsonNode patch) {
        return switch (mediaType) {
            case "application/json-patch+json" -> current -> jsonPatched(patch, current);
            case "application/merge-patch+json" -> merge(patch);
            case "application/strategic-merge-patch+json" -> strategic(patch);
            default -> throw Refusal.unsupportedMedia(FORMATS);
        };
    }

    private static Edit strategic(JsonNode patch) {
        if (!MergePatch.covers(patch)) {
            throw Refusal.unsupportedMedia(FORMATS
                    + "; the simulated API server takes strategic merge patches only without lists and directives");
        }
        return merge(patch);
    }

    private static Edit merge(JsonNode patch) {
        if (!patch.isObject()) {
            throw Refusal.badRequest("error decoding patch: a merge patch is an object");
        }
        return current -> object(MergePatch.apply(patch.deepCopy(), current));
    }

    private static ObjectNode jsonPatched(JsonNode patch, ObjectNode current) {
        try {
            return object(JsonPatch.apply(patch, current));
        } catch (PatchException refused) {
            String message = refused.text();
            throw switch (refused.fault()) {
                case MALFORMED -> Refusal.badRequest(message);
                case UNFIT -> Refusal.unfit(message);
            };
        }
    }

    private static ObjectNode object(JsonNode patched) {
        if (patched instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.badRequest("a patch must leave an object, not " + patched.getNodeType());
    }
}
