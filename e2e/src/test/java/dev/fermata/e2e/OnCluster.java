package dev.fermata.e2e;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need a cluster: the one named by FERMATA_E2E_KUBECONFIG, else k3s where Docker runs; they run with profile e2e. Without a
 * cluster they are skipped, but with CI=true they fail: a build server that tests nothing must not look green.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("cluster")
@ExtendWith(OnCluster.Condition.class)
@interface OnCluster {
    /** Decides by the environment. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Cluster.isThere()) {
                return enabled("there is a cluster");
            }
            if (BuildServer.IS_ONE) {
                throw new IllegalStateException(
                        "FERMATA_E2E_KUBECONFIG is not set, Docker does not run, and with CI=true that is a failure");
            }
            return disabled(
                    "FERMATA_E2E_KUBECONFIG is not set, Docker does not run: nothing is tested on a real cluster");
        }
    }
}
