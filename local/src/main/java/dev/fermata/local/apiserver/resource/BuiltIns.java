package dev.fermata.local.apiserver.resource;

import java.util.List;
import java.util.Set;

/** The types of Kubernetes itself that are served. Those without a behaviour of their own are kept as they are sent. */
public final class BuiltIns {
    public static final ResourceType NAMESPACES =
            type("", "v1", Names.of("Namespace", "namespaces", "ns"), Scope.CLUSTER, new Namespaces());
    public static final ResourceType PODS = type("", "v1", Names.of("Pod", "pods", "po"), Scope.NAMESPACED, new Pods());
    public static final ResourceType NODES =
            type("", "v1", Names.of("Node", "nodes", "no"), Scope.CLUSTER, new Nodes());
    public static final ResourceType CRDS = type(
            "apiextensions.k8s.io",
            "v1",
            Names.of("CustomResourceDefinition", "customresourcedefinitions", "crd", "crds"),
            Scope.CLUSTER,
            new Definitions());

    private static final Behaviour PLAIN = new Behaviour() {};

    private static final Behaviour WITH_STATUS = new WithStatus(Set.of());

    private BuiltIns() {}

    public static List<ResourceType> all() {
        return List.of(
                NAMESPACES,
                PODS,
                NODES,
                CRDS,
                plain("", "v1", Names.of("ConfigMap", "configmaps", "cm")),
                type("", "v1", Names.of("Secret", "secrets"), Scope.NAMESPACED, new Secrets()),
                plain("", "v1", Names.of("ServiceAccount", "serviceaccounts", "sa")),
                type("", "v1", Names.of("Service", "services", "svc"), Scope.NAMESPACED, WITH_STATUS),
                plain("", "v1", Names.of("Endpoints", "endpoints", "ep")),
                type("", "v1", Names.of("Event", "events", "ev"), Scope.NAMESPACED, new Events()),
                plain("events.k8s.io", "v1", Names.of("Event", "events", "ev")),
                plain("coordination.k8s.io", "v1", Names.of("Lease", "leases")),
                type("policy", "v1", budgets(), Scope.NAMESPACED, WITH_STATUS),
                type("apps", "v1", Names.of("Deployment", "deployments", "deploy"), Scope.NAMESPACED, WITH_STATUS),
                plain("networking.k8s.io", "v1", Names.of("NetworkPolicy", "networkpolicies", "netpol")),
                plain("rbac.authorization.k8s.io", "v1", Names.of("Role", "roles")),
                plain("rbac.authorization.k8s.io", "v1", Names.of("RoleBinding", "rolebindings")),
                cluster("rbac.authorization.k8s.io", "v1", Names.of("ClusterRole", "clusterroles")),
                cluster("rbac.authorization.k8s.io", "v1", Names.of("ClusterRoleBinding", "clusterrolebindings")));
    }

    private static Names budgets() {
        return Names.of("PodDisruptionBudget", "poddisruptionbudgets", "pdb");
    }

    private static ResourceType plain(String group, String version, Names names) {
        return type(group, version, names, Scope.NAMESPACED, PLAIN);
    }

    private static ResourceType cluster(String group, String version, Names names) {
        return type(group, version, names, Scope.CLUSTER, PLAIN);
    }

    // rule-exempt parameters: a table of five columns reads best as five arguments
    private static ResourceType type(String group, String version, Names names, Scope scope, Behaviour behaviour) {
        return new ResourceType(group, version, names, scope, behaviour);
    }
}
