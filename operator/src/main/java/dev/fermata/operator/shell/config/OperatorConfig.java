package dev.fermata.operator.shell.config;

import dev.fermata.operator.guard.ExpectedPolicy;
import dev.fermata.operator.server.SidecarDefaults;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Everything an operator process is told.
 *
 * @param sidecar the sidecar of Servers that say nothing of theirs
 * @param namespaces where Servers and Fleets are looked after; empty means everywhere
 * @param operatorNamespace where the operator keeps its own objects (the install keys)
 * @param election how one of several operators is chosen; absent: this one is alone
 * @param listen where the operator listens
 * @param nudgeUrl what sidecars are told to POST their nudges to; absent: they send none, and a permission is only noticed by polling
 * @param pollInterval how often a sidecar is asked while its Server drains or is being deleted
 * @param guard whether the policies that guard Pods are installed, so that labels are kept for them
 * @param policies the guard's policies as they were installed; empty: they are not looked after
 * @param leavingTaints keys of taints that say that a node is about to go
 * @param webhooks which webhooks of GameAutoscalers are asked
 * @param logging how the operator logs
 */
public record OperatorConfig(
        SidecarDefaults sidecar,
        Set<String> namespaces,
        String operatorNamespace,
        Optional<Candidacy> election,
        Listen listen,
        Optional<URI> nudgeUrl,
        Duration pollInterval,
        Guard guard,
        Set<ExpectedPolicy> policies,
        Set<String> leavingTaints,
        Webhooks webhooks,
        Logging logging) {

    /** Whether the guard is installed. */
    public enum Guard {
        OFF,
        ON
    }

    /** Copies what could change. */
    public OperatorConfig {
        namespaces = Set.copyOf(namespaces);
        policies = Set.copyOf(policies);
        leavingTaints = Set.copyOf(leavingTaints);
    }

    /**
     * What an operator stands for election as.
     *
     * @param name for people
     * @param pod the Pod that it runs in, where it is to be marked as the leader's
     * @param takeover within which time another leads after the leader was killed
     */
    public record Candidacy(String name, Optional<String> pod, Duration takeover) {}

    /**
     * Where the operator listens. Port 0 takes any free one.
     *
     * @param host address to bind; {@code 0.0.0.0} is every one
     * @param nudgePort where sidecars nudge
     * @param healthPort where health, readiness and metrics are served
     */
    public record Listen(String host, int nudgePort, int healthPort) {}

    /**
     * Which webhooks are asked.
     *
     * @param localAddresses whether one may have a loopback, link-local, multicast or metadata address
     * @param otherNamespaces whether one may be a Service of another namespace than its GameAutoscaler's
     */
    public record Webhooks(boolean localAddresses, boolean otherNamespaces) {
        /** None that an installation has to allow. */
        public static final Webhooks STRICT = new Webhooks(false, false);
    }

    /** How the operator logs. */
    public record Logging(Format format, Level level) {

        /** One line of text, or one JSON document, for each event. */
        public enum Format {
            TEXT,
            JSON
        }

        /** From which level on the operator's own events are logged. */
        public enum Level {
            TRACE,
            DEBUG,
            INFO,
            WARN,
            ERROR
        }
    }
}
