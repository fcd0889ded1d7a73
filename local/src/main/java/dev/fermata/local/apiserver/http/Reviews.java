package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reviews: requests about rights. Everybody is {@code fermata-local} here and may do everything. */
final class Reviews {
    static final Map<String, String> GROUP_VERSIONS =
            Map.of("authorization.k8s.io", "v1", "authentication.k8s.io", "v1");

    private static final Map<String, String> AUTHORIZATION = Map.of(
            "selfsubjectaccessreviews", "SelfSubjectAccessReview",
            "subjectaccessreviews", "SubjectAccessReview",
            "selfsubjectrulesreviews", "SelfSubjectRulesReview");
    private static final Map<String, String> AUTHENTICATION = Map.of("selfsubjectreviews", "SelfSubjectReview");

    private Reviews() {}

    /** The entries of these groups in discovery. */
    static List<ObjectNode> resources(String apiVersion) {
        return kinds(apiVersion).entrySet().stream()
                .map(review -> {
                    ObjectNode entry = Json.object()
                            .put("name", review.getKey())
                            .put("singularName", "")
                            .put("namespaced", false)
                            .put("kind", review.getValue());
                    entry.putArray("verbs").add("create");
                    return entry;
                })
                .toList();
    }

    /** Answers a review; null if this is none. */
    static @Nullable Answer answer(Route route, Request request) {
        String kind = kinds(route.apiVersion()).get(route.plural());
        if (kind == null || !request.method().equals("POST")) {
            return null;
        }
        // What is asked for does not matter, so neither does a form that cannot be read.
        ObjectNode review =
                !request.isBinary() && Writes.body(request) instanceof ObjectNode given ? given : Json.object();
        review.put("apiVersion", route.apiVersion()).put("kind", kind);
        ObjectNode status = review.putObject("status");
        switch (kind) {
            case "SelfSubjectReview" ->
                status.putObject("userInfo")
                        .put("username", "fermata-local")
                        .putArray("groups")
                        .add("system:masters")
                        .add("system:authenticated");
            case "SelfSubjectRulesReview" -> allowEverything(status);
            default -> status.put("allowed", true).put("reason", "the simulated API server allows everything");
        }
        return Answer.json(201, review);
    }

    private static void allowEverything(ObjectNode status) {
        ObjectNode rule = status.putArray("resourceRules").addObject();
        rule.putArray("verbs").add("*");
        rule.putArray("apiGroups").add("*");
        rule.putArray("resources").add("*");
        ObjectNode paths = status.putArray("nonResourceRules").addObject();
        paths.putArray("verbs").add("*");
        paths.putArray("nonResourceURLs").add("*");
        status.put("incomplete", false);
    }

    private static Map<String, String> kinds(String apiVersion) {
        return switch (apiVersion) {
            case "authorization.k8s.io/v1" -> AUTHORIZATION;
            case "authentication.k8s.io/v1" -> AUTHENTICATION;
            default -> Map.of();
        };
    }
}
