import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operator's requests, counted where they arrive: with a FlowSchema for each kind of request that only the operator's ServiceAccount
 * matches, the API server does it by itself. Answers by code are counted there for all clients together.
 */
final class Requests implements AutoCloseable {
    private static final String PREFIX = "fermata-bench-";
    private static final ResourceDefinitionContext SCHEMAS = new ResourceDefinitionContext.Builder()
            .withGroup("flowcontrol.apiserver.k8s.io")
            .withVersion("v1")
            .withKind("FlowSchema")
            .withPlural("flowschemas")
            .withNamespaced(false)
            .build();
    private static final Pattern COUNT = Pattern.compile(
            "apiserver_flowcontrol_dispatched_requests_total\\{flow_schema=\"" + PREFIX + "([^\"]+)\".*} (\\S+)");
    private static final Pattern ANSWER =
            Pattern.compile("apiserver_request_total\\{code=\"(\\d+)\".*,resource=\"(servers|fleets|pods)\",.*"
                    + "subresource=\"([^\"]*)\",verb=\"([^\"]+)\".*} (\\S+)");

    /** Not work: what also a settled operator does. */
    static final String UPKEEP = "upkeep";

    private static final List<Kind> KINDS = List.of(
            new Kind(UPKEEP, "coordination.k8s.io", "leases", "*"),
            new Kind("watch", "*", "*", "watch"),
            new Kind("create-servers", "fermata.dev", "servers", "create"),
            new Kind("patch-servers", "fermata.dev", "servers", "patch"),
            new Kind("patch-servers-status", "fermata.dev", "servers/status", "patch"),
            new Kind("delete-servers", "fermata.dev", "servers", "delete"),
            new Kind("get-servers", "fermata.dev", "servers", "get"),
            new Kind("patch-fleets-status", "fermata.dev", "fleets/status", "patch"),
            new Kind("create-pods", "", "pods", "create"),
            new Kind("patch-pods", "", "pods", "patch"),
            new Kind("delete-pods", "", "pods", "delete"),
            new Kind("get-pods", "", "pods", "get"),
            new Kind("create-events", "events.k8s.io", "events", "create"),
            new Kind("patch-events", "events.k8s.io", "events", "patch"),
            new Kind("other", "*", "*", "*"));

    private final KubernetesClient client;

    private record Kind(String name, String group, String resource, String verb) {}

    Requests(KubernetesClient client, String namespace, String account) throws InterruptedException {
        this.client = client;
        close();
        for (int i = 0; i < KINDS.size(); i++) {
            client.genericKubernetesResources(SCHEMAS)
                    .load(new java.io.ByteArrayInputStream(
                            schema(KINDS.get(i), 50 + i, namespace + "\", name: \"" + account)
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .create();
        }
        Thread.sleep(3_000); // until the API server has them all in force
    }

    /** With the priority that a ServiceAccount has where there is no such schema. */
    private static String schema(Kind kind, int precedence, String account) {
        return """
            apiVersion: flowcontrol.apiserver.k8s.io/v1
            kind: FlowSchema
            metadata: {name: %s%s}
            spec:
              matchingPrecedence: %d
              priorityLevelConfiguration: {name: workload-low}
              distinguisherMethod: {type: ByUser}
              rules:
                - subjects: [{kind: ServiceAccount, serviceAccount: {namespace: "%s"}}]
                  resourceRules:
                    - {apiGroups: ["%s"], resources: ["%s"], verbs: ["%s"], namespaces: ["*"], clusterScope: true}
            """.formatted(PREFIX, kind.name(), precedence, account, kind.group(), kind.resource(), kind.verb());
    }

    /** How many there have been, by kind. */
    Map<String, Long> soFar() {
        Map<String, Long> counts = new LinkedHashMap<>();
        KINDS.forEach(kind -> counts.put(kind.name(), 0L));
        Matcher line = COUNT.matcher(metrics());
        while (line.find()) {
            counts.merge(line.group(1), (long) Double.parseDouble(line.group(2)), Long::sum);
        }
        return counts;
    }

    /** Answers that are no success, to anybody, about Servers, Fleets and Pods: "409 PATCH servers/status". */
    Map<String, Long> refusals() {
        Map<String, Long> counts = new LinkedHashMap<>();
        Matcher line = ANSWER.matcher(metrics());
        while (line.find()) {
            if (!line.group(1).startsWith("2")) {
                String resource = line.group(2) + (line.group(3).isEmpty() ? "" : "/" + line.group(3));
                counts.merge(
                        line.group(1) + " " + line.group(4) + " " + resource,
                        (long) Double.parseDouble(line.group(5)),
                        Long::sum);
            }
        }
        return counts;
    }

    /** What was added between two counts; nothing that was not. */
    static Map<String, Long> between(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> added = new LinkedHashMap<>();
        after.forEach((name, count) -> {
            long more = count - before.getOrDefault(name, 0L);
            if (more > 0) {
                added.put(name, more);
            }
        });
        return added;
    }

    private String metrics() {
        return client.raw("/metrics");
    }

    @Override
    public void close() {
        KINDS.forEach(kind -> client.genericKubernetesResources(SCHEMAS)
                .withName(PREFIX + kind.name())
                .delete());
    }
}
