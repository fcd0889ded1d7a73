package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.DeleteOptions;
import dev.fermata.local.apiserver.rest.Edit;
import dev.fermata.local.apiserver.rest.Outcome;
import dev.fermata.local.apiserver.rest.Part;
import dev.fermata.local.apiserver.rest.Patching;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.Target;
import dev.fermata.local.apiserver.rest.WriteOptions;
import dev.fermata.local.apiserver.rest.WriteOptions.Commit;
import dev.fermata.local.apiserver.rest.WriteOptions.UnknownFields;
import dev.fermata.local.apiserver.select.Selector;
import dev.fermata.local.apiserver.store.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** POST, PUT, PATCH and DELETE. */
final class Writes {
    private final Resources resources;

    Writes(Resources resources) {
        this.resources = resources;
    }

    Answer create(Target target, Request request) {
        ObjectNode object = object(target.type(), request);
        return answer(resources.create(target.type(), target.namespace(), object, options(request)));
    }

    Answer replace(Target target, Part part, Request request) {
        ObjectNode object = object(target.type(), request);
        return answer(resources.update(target, part, current -> object.deepCopy(), options(request)));
    }

    Answer patch(Target target, Part part, Request request) {
        return answer(resources.update(target, part, edit(request), options(request)));
    }

    Answer replaceScale(Target target, Request request) {
        if (!(body(request) instanceof ObjectNode scale)) {
            throw Refusal.badRequest("a Scale is wanted");
        }
        return answer(resources.updateScale(target, current -> scale.deepCopy(), options(request)));
    }

    Answer patchScale(Target target, Request request) {
        return answer(resources.updateScale(target, edit(request), options(request)));
    }

    Answer delete(Target target, Request request) {
        return answer(resources.delete(target, deleteOptions(request)));
    }

    Answer deleteAll(ResourceType type, String namespace, Selector selector, Request request) {
        List<Stored> deleted = resources.deleteAll(type, namespace, selector, deleteOptions(request));
        return Answer.json(200, Lists.bytes(type, resources.store().revision(), deleted));
    }

    private static Edit edit(Request request) {
        return Patching.edit(request.mediaType(), body(request));
    }

    private static DeleteOptions deleteOptions(Request request) {
        return DeleteOptions.read(request.body().length == 0 ? Json.object() : body(request), request::parameter);
    }

    static Answer.Document answer(Outcome outcome) {
        return new Answer.Document(outcome.code(), "application/json", outcome.bytes(), outcome.warnings());
    }

    private static WriteOptions options(Request request) {
        Commit commit = switch (request.parameter("dryRun")) {
            case "" -> Commit.STORE;
            case "All" -> Commit.DRY_RUN;
            default ->
                throw Refusal.badRequest("dryRun: Unsupported value: \"" + request.parameter("dryRun")
                        + "\": supported values: \"All\"");
        };
        UnknownFields unknown = switch (request.parameter("fieldValidation")) {
            case "Strict" -> request.method().equals("PATCH") ? UnknownFields.STRICT_IN_PATCH : UnknownFields.STRICT;
            case "Ignore" -> UnknownFields.IGNORE;
            default -> UnknownFields.WARN;
        };
        return new WriteOptions(commit, unknown);
    }

    private static ObjectNode object(ResourceType type, Request request) {
        String kind = type.names().kind();
        if (body(request) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.badRequest("the object provided is unrecognized (must be of type " + kind
                + "): couldn't get version/kind; json parse error: an object is wanted");
    }

    static JsonNode body(Request request) {
        try {
            if (request.isBinary()) {
                throw Refusal.unsupportedMedia("the body of the request was in an unknown format - accepted media types"
                        + " include: application/json, application/yaml; what kubectl sends as protocol buffers can be"
                        + " sent as YAML: add --dry-run=client -o yaml, and pipe it into kubectl apply -f -");
            }
            if (request.mediaType().endsWith("yaml")) {
                return Json.yaml(new String(request.body(), StandardCharsets.UTF_8))
                        .getFirst();
            }
            return Json.parse(request.body());
        } catch (JsonProcessingException malformed) {
            throw Refusal.badRequest(
                    "the object provided is unrecognized: couldn't get version/kind; json parse error: "
                            + malformed.getOriginalMessage());
        } catch (IOException malformed) {
            throw Refusal.badRequest("the object provided is unrecognized: " + malformed.getMessage());
        }
    }
}
