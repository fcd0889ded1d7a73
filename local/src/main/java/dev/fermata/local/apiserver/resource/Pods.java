package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pods: a spec that hardly changes, a status that the kubelet writes, and an end that waits for the kubelet. */
final class Pods implements Behaviour {
    private static final long DEFAULT_GRACE = 30;
    private static final List<String> CHANGEABLE =
            List.of("activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations");

    @Override
    public List<String> normalize(ObjectNode object) {
        if (object.get("spec") instanceof ObjectNode spec) {
            putIfAbsent(spec, "restartPolicy", "Always");
            putIfAbsent(spec, "dnsPolicy", "ClusterFirst");
            putIfAbsent(spec, "schedulerName", "default-scheduler");
            if (!spec.hasNonNull("terminationGracePeriodSeconds")) {
                spec.put("terminationGracePeriodSeconds", DEFAULT_GRACE);
            }
            if (!spec.hasNonNull("securityContext")) {
                spec.putObject("securityContext");
            }
            if (!spec.hasNonNull("enableServiceLinks")) {
                spec.put("enableServiceLinks", true);
            }
        }
        return List.of();
    }

    private static void putIfAbsent(ObjectNode spec, String field, String value) {
        if (!spec.hasNonNull(field)) {
            spec.put(field, value);
        }
    }

    @Override
    public void create(ObjectNode next, Instant now) {
        next.putObject("status").put("phase", "Pending").put("qosClass", "BestEffort");
        new Meta(next).node().put("generation", 1);
    }

    @Override
    public void update(ObjectNode next, ObjectNode old) {
        Parts.keep("status", next, old);
        if (!next.path("spec").equals(old.path("spec"))) {
            ObjectNode meta = new Meta(next).node();
            meta.put("generation", meta.path("generation").asLong() + 1);
        }
    }

    @Override
    public void updateStatus(ObjectNode next, ObjectNode old) {
        Parts.keep("spec", next, old);
    }

    @Override
    public List<Cause> check(ObjectNode next, @Nullable ObjectNode old) {
        List<Cause> causes = new ArrayList<>();
        if (old == null) {
            checkContainers(next.path("spec"), causes);
        } else if (!fixed(next).equals(fixed(old))) {
            causes.add(Cause.forbidden(
                    "spec",
                    "pod updates may not change fields other than `spec.containers[*].image`,"
                            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
                            + " (only additions to existing tolerations),`spec.terminationGracePeriodSeconds`"
                            + " (allow it to be set to 1 if it was previously negative)"));
        }
        return causes;
    }

    private static void checkContainers(JsonNode spec, List<Cause> causes) {
        if (spec.path("containers").isEmpty()) {
            causes.add(Cause.required("spec.containers", ""));
        }
        Set<String> names = new HashSet<>();
        for (String list : List.of("containers", "initContainers")) {
            for (int i = 0; i < spec.path(list).size(); i++) {
                JsonNode container = spec.path(list).path(i);
                String path = "spec." + list + "[" + i + "].";
                if (container.path("name").asText("").isEmpty()) {
                    causes.add(Cause.required(path + "name", ""));
                } else if (!names.add(container.path("name").asText())) {
                    causes.add(Cause.duplicate(path + "name", container.path("name")));
                }
                if (container.path("image").asText("").isEmpty()) {
                    causes.add(Cause.required(path + "image", ""));
                }
            }
        }
    }

    /** The part of the spec that no update may change. */
    private static JsonNode fixed(ObjectNode pod) {
        ObjectNode spec = pod.get("spec") instanceof ObjectNode given ? given.deepCopy() : Json.object();
        spec.remove(CHANGEABLE);
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : spec.path(list)) {
                if (container instanceof ObjectNode one) {
                    one.remove("image");
                }
            }
        }
        return spec;
    }

    @Override
    public boolean hasStatus() {
        return true;
    }

    @Override
    public Long gracePeriod(ObjectNode object, @Nullable Long requested) {
        JsonNode spec = object.path("spec");
        String phase = object.path("status").path("phase").asText();
        if (spec.path("nodeName").asText("").isEmpty() || phase.equals("Failed") || phase.equals("Succeeded")) {
            return 0L;
        }
        long seconds = requested != null
                ? requested
                : spec.path("terminationGracePeriodSeconds").asLong(DEFAULT_GRACE);
        return seconds < 0 ? 1L : Long.valueOf(seconds);
    }

    @Override
    public boolean showsDeleted() {
        return true;
    }

    @Override
    public Set<String> selectableFields() {
        return Set.of(
                "spec.nodeName",
                "spec.restartPolicy",
                "spec.schedulerName",
                "spec.serviceAccountName",
                "spec.hostNetwork",
                "status.phase",
                "status.podIP",
                "status.nominatedNodeName");
    }

    @Override
    public List<Column> columns() {
        return PodColumns.ALL;
    }
}
