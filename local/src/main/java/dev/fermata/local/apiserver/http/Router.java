package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.Part;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a request wants, and has it done. */
final class Router {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> HEALTH = Set.of("healthz", "livez", "readyz");

    private final Resources resources;
    private final Discovery discovery;
    private final OpenApi openApi;
    private final Reads reads;
    private final Writes writes;

    Router(Resources resources) {
        this.resources = resources;
        this.discovery = new Discovery(resources.types());
        this.openApi = new OpenApi(resources.types());
        this.reads = new Reads(resources);
        this.writes = new Writes(resources);
    }

    Answer answer(Request request, @Nullable Route route) {
        try {
            return route == null ? meta(request) : resource(request, route);
        } catch (Refusal refusal) {
            return Answer.of(refusal);
        }
    }

    private Answer meta(Request request) {
        if (!request.path().isEmpty() && HEALTH.contains(request.path().getFirst())) {
            return Answer.text(200, "ok");
        }
        if (!READS.contains(request.method())) {
            return Answer.text(405, "Method Not Allowed\n");
        }
        ObjectNode schemas = openApi.at(request.path());
        ObjectNode document = schemas != null ? schemas : discovery.at(request.path());
        return document == null ? Answer.noSuchPath() : Answer.json(200, document);
    }

    private Answer resource(Request request, Route route) {
        ResourceType type = route.type(resources.types());
        if (type == null) {
            Answer review = Reviews.answer(route, request);
            return review == null ? Answer.noSuchPath() : review;
        }
        if (type.group().equals(EventsDialect.GROUP)) {
            Route core = new Route("v1", route.plural(), route.namespace(), route.name(), route.subresource());
            return EventsDialect.fromCore(resource(EventsDialect.toCore(request), core));
        }
        Target target = route.target(type);
        return switch (route.subresource()) {
            case "" -> route.name().isEmpty() ? collection(request, target) : object(request, target);
            case "status" -> type.behaviour().hasStatus() ? status(request, target) : Answer.noSuchPath();
            case "scale" -> type.behaviour().scale() != null ? scale(request, target) : Answer.noSuchPath();
            case "binding" -> type.equals(BuiltIns.PODS) ? binding(request, target) : Answer.noSuchPath();
            case "finalize" ->
                type.equals(BuiltIns.NAMESPACES) && request.method().equals("PUT")
                        ? writes.replace(target, Part.FINALIZERS, request)
                        : Answer.noSuchPath();
            default -> Answer.noSuchPath();
        };
    }

    private Answer collection(Request request, Target target) {
        ResourceType type = target.type();
        return switch (request.method()) {
            case "GET", "HEAD" ->
                request.says("watch")
                        ? reads.watch(type, target.namespace(), request)
                        : reads.list(type, target.namespace(), request);
            case "POST" -> {
                if (type.namespaced() && target.namespace().isEmpty()) {
                    throw Refusal.methodNotAllowed();
                }
                yield writes.create(target, request);
            }
            case "DELETE" -> writes.deleteAll(type, target.namespace(), reads.selector(type, request), request);
            default -> throw Refusal.methodNotAllowed();
        };
    }

    private Answer object(Request request, Target target) {
        return switch (request.method()) {
            case "GET", "HEAD" -> reads.get(target, request);
            case "PUT" -> writes.replace(target, Part.OBJECT, request);
            case "PATCH" -> writes.patch(target, Part.OBJECT, request);
            case "DELETE" -> writes.delete(target, request);
            default -> throw Refusal.methodNotAllowed();
        };
    }

    private Answer status(Request request, Target target) {
        return switch (request.method()) {
            case "GET", "HEAD" -> reads.get(target, request);
            case "PUT" -> writes.replace(target, Part.STATUS, request);
            case "PATCH" -> writes.patch(target, Part.STATUS, request);
            default -> throw Refusal.methodNotAllowed();
        };
    }

    private Answer scale(Request request, Target target) {
        return switch (request.method()) {
            case "GET", "HEAD" -> Writes.answer(resources.scale(target));
            case "PUT" -> writes.replaceScale(target, request);
            case "PATCH" -> writes.patchScale(target, request);
            default -> throw Refusal.methodNotAllowed();
        };
    }

    private Answer binding(Request request, Target target) {
        if (!request.method().equals("POST")) {
            throw Refusal.methodNotAllowed();
        }
        resources.bind(target, Writes.body(request));
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return Answer.json(201, status.put("status", "Success").put("code", 201));
    }
}
