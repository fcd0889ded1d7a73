package dev.fermata.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Counts the operator's requests where they arrive: with a FlowSchema of their own, the API server does it by itself, and knows nothing
 * of what the operator thinks that it asked. What a settled operator may do, renew its Lease and its watches, is counted apart.
 */
record RequestCount(Cluster cluster) implements AutoCloseable {
    private static final String SCHEMAS = "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas";
    private static final String UPKEEP = "fermata-e2e-upkeep";
    private static final String WORK = "fermata-e2e-work";

    static RequestCount of(Cluster cluster) {
        RequestCount count = new RequestCount(cluster);
        count.close();
        count.schema(UPKEEP, 50, """
            resourceRules:
              - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: ['*'], namespaces: ['*']}
              - {apiGroups: ['*'], resources: ['*'], verbs: [watch], namespaces: ['*'], clusterScope: true}
            """);
        count.schema(WORK, 51, """
            resourceRules:
              - {apiGroups: ['*'], resources: ['*'], verbs: ['*'], namespaces: ['*'], clusterScope: true}
            nonResourceRules:
              - {nonResourceURLs: ['*'], verbs: ['*']}
            """);
        return count;
    }

    private void schema(String name, int precedence, String rules) {
        ObjectNode schema = World.yaml("""
            apiVersion: flowcontrol.apiserver.k8s.io/v1
            kind: FlowSchema
            metadata: {name: %s}
            spec:
              matchingPrecedence: %d
              priorityLevelConfiguration: {name: workload-high}
            """.formatted(name, precedence));
        ObjectNode rule = World.yaml(rules);
        rule.putArray("subjects").add(World.yaml("""
            {kind: ServiceAccount, serviceAccount: {namespace: %s, name: %s}}
            """.formatted(Operator.NAMESPACE, Operator.SERVICE_ACCOUNT)));
        schema.withObject("/spec").putArray("rules").add(rule);
        cluster.create(SCHEMAS, schema).orFail();
    }

    /** All requests so far, but for Lease and watches. */
    long work() {
        return Metrics.sum(
                cluster.text("/metrics"),
                "apiserver_flowcontrol_dispatched_requests_total",
                "flow_schema=\"" + WORK + "\"");
    }

    @Override
    public void close() {
        cluster.delete(SCHEMAS + "/" + UPKEEP);
        cluster.delete(SCHEMAS + "/" + WORK);
    }
}
