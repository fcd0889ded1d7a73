package dev.fermata.local.apiserver.refusal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/** A request that the API server does not fulfil, with the Status document that says why. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final transient ObjectNode status;

    private Refusal(int code, ObjectNode status) {
        super(status.path("message").asText(), null, false, false);
        this.code = code;
        this.status = status;
    }

    /** What a refusal is about: the resource as messages name it, such as {@code servers.fermata.dev}. */
    public record Subject(String group, String plural, String kind, String name) {
        private String resource() {
            return group.isEmpty() ? plural : plural + "." + group;
        }

        private String qualifiedKind() {
            return group.isEmpty() ? kind : kind + "." + group;
        }

        private ObjectNode details(String kindOrPlural) {
            ObjectNode details = Json.object();
            if (!name.isEmpty()) {
                details.put("name", name);
            }
            if (!group.isEmpty()) {
                details.put("group", group);
            }
            return details.put("kind", kindOrPlural);
        }
    }

    /** The HTTP status. */
    public int code() {
        return code;
    }

    /** The Status document. */
    public ObjectNode status() {
        return status;
    }

    /** A refusal of this HTTP status and reason, without details. */
    public static Refusal of(int code, String reason, String message) {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", message);
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        status.put("code", code);
        return new Refusal(code, status);
    }

    private Refusal with(ObjectNode details) {
        status.remove("code");
        status.set("details", details);
        status.put("code", code);
        return this;
    }

    public static Refusal badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    public static Refusal notFound(Subject subject) {
        return of(404, "NotFound", subject.resource() + " \"" + subject.name() + "\" not found")
                .with(subject.details(subject.plural()));
    }

    public static Refusal alreadyExists(Subject subject) {
        return of(409, "AlreadyExists", subject.resource() + " \"" + subject.name() + "\" already exists")
                .with(subject.details(subject.plural()));
    }

    public static Refusal conflict(Subject subject, String why) {
        String message =
                "Operation cannot be fulfilled on " + subject.resource() + " \"" + subject.name() + "\": " + why;
        return of(409, "Conflict", message).with(subject.details(subject.plural()));
    }

    /** The object has another resourceVersion than the client last saw. */
    public static Refusal modified(Subject subject) {
        return conflict(
                subject, "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static Refusal forbidden(Subject subject, String why, List<Cause> causes) {
        ObjectNode details = subject.details(subject.plural());
        if (!causes.isEmpty()) {
            addCauses(details, causes);
        }
        return of(403, "Forbidden", subject.resource() + " \"" + subject.name() + "\" is forbidden: " + why)
                .with(details);
    }

    /** The object breaks its schema or the rules of its kind. */
    public static Refusal invalid(Subject subject, List<Cause> causes) {
        String all = causes.stream()
                .map(cause -> cause.field() + ": " + cause.message())
                .collect(Collectors.joining(", "));
        String list = causes.size() == 1 ? all : "[" + all + "]";
        ObjectNode details = subject.details(subject.kind());
        addCauses(details, causes);
        return of(422, "Invalid", subject.qualifiedKind() + " \"" + subject.name() + "\" is invalid: " + list)
                .with(details);
    }

    /** A patch that cannot be applied, such as one whose test fails. */
    public static Refusal unfit(String why) {
        ObjectNode details = Json.object();
        addCauses(details, List.of(new Cause("UnexpectedServerResponse", why, "")));
        return of(422, "Invalid", "the server rejected our request due to an error in our request")
                .with(details);
    }

    /** A history that is asked for is no longer kept: the client has to list again. */
    public static Refusal expired(String message) {
        return of(410, "Expired", message);
    }

    /** A revision that does not exist yet. */
    public static Refusal tooLarge(long asked, long now) {
        ObjectNode details = Json.object();
        addCauses(details, List.of(new Cause("ResourceVersionTooLarge", "Too large resource version", "")));
        details.put("retryAfterSeconds", 1);
        return of(504, "Timeout", "Timeout: Too large resource version: " + asked + ", current: " + now)
                .with(details);
    }

    public static Refusal methodNotAllowed() {
        return of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    public static Refusal unsupportedMedia(String message) {
        return of(415, "UnsupportedMediaType", message);
    }

    private static void addCauses(ObjectNode details, List<Cause> causes) {
        ArrayNode array = details.putArray("causes");
        for (Cause cause : causes) {
            ObjectNode one = array.addObject();
            if (!cause.reason().isEmpty()) {
                one.put("reason", cause.reason());
            }
            one.put("message", cause.message());
            if (!cause.field().isEmpty()) {
                one.put("field", cause.field());
            }
        }
    }
}
