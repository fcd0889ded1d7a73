package dev.fermata.e2e;

import org.junit.jupiter.api.Assumptions;

/** What stands against ends of Pods that no game was asked for. */
final class Guards {
    private static final String POLICY =
            "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/fermata-operator-delete";

    private Guards() {}

    /** Skips the scenario where the guard was left out; on a build server that is a failure. */
    static void areInstalled(Cluster cluster) {
        boolean installed = cluster.get(POLICY).code() == 200;
        BuildServer.demands(installed, "the guard is installed");
        Assumptions.assumeTrue(installed, "NOT RUN: the guard is not installed");
    }
}
