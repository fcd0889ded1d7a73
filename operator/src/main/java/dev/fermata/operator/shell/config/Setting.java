package dev.fermata.operator.shell.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A knob of the operator: the environment variable {@code FERMATA_X_Y}, or the flag {@code --x-y}, which wins. */
enum Setting {
    SIDECAR_IMAGE("IMAGE", null, "image of the sidecar for new Servers; required"),
    SIDECAR_REQUESTS(
            "NAME=AMOUNT,…",
            "cpu=10m,memory=32Mi",
            "what the sidecar of a new Server asks of cpu, memory and ephemeral-storage; none: nothing"),
    SIDECAR_LIMITS("NAME=AMOUNT,…", "memory=96Mi", "the most that the sidecar of a new Server gets; none: no limit"),
    SIDECAR_LOG_LEVEL("LEVEL", "info", "of the sidecar of a new Server: error, warn, info, debug or trace"),
    NAMESPACES("A,B,…", "", "namespaces to look after, with commas between; default: all"),
    OPERATOR_NAMESPACE("NAME", null, "where the operator keeps its keys; default: its own, else fermata-system"),
    LEADER_ELECTION(
            "true|false", null, "whether one of several operators is elected to work; default: true in a cluster"),
    TAKEOVER_SECONDS("N", "15", "within which time another operator leads after the leader was killed, 6 to 300"),
    POD_NAME("NAME", null, "the Pod this runs in, which the leader marks for nudges to find; default: none is marked"),
    LISTEN_HOST("ADDRESS", "0.0.0.0", "address to listen on"),
    NUDGE_PORT("PORT", "9482", "where sidecars tell that they have news"),
    HEALTH_PORT("PORT", "9483", "where /healthz, /readyz and /metrics are served"),
    NUDGE_URL("URL", "", "what sidecars are told to nudge, ending in /v1/nudge; default: they send no nudges"),
    POLL_INTERVAL_SECONDS("N", "5", "how often a sidecar is asked while its Server drains, 1 to 300"),
    GUARD("on|off", "off", "whether the policies that guard Pods are installed, and labels and budgets kept for them"),
    GUARD_POLICIES(
            "NAME=SHA256,…",
            "",
            "the guard's policies and digests of their specs, as the chart gives them; default: they are not looked"
                    + " after"),
    LEAVING_TAINTS(
            "A,B,…",
            "ToBeDeletedByClusterAutoscaler,karpenter.sh/disrupted,aws-node-termination-handler/spot-itn,"
                + "aws-node-termination-handler/scheduled-maintenance,aws-node-termination-handler/asg-lifecycle-termination,"
                + "cloud.google.com/impending-node-termination,remediator.kubernetes.azure.com/unschedulable",
            "keys of taints that say that a node is about to go, with commas between"),
    WEBHOOK_LOCAL_ADDRESSES(
            "true|false",
            "false",
            "whether an autoscaler's webhook may be at a loopback, link-local or metadata address"),
    WEBHOOK_OTHER_NAMESPACES(
            "true|false", "false", "whether an autoscaler's webhook may be a Service of another namespace"),
    LOG_FORMAT("text|json", "text", "a line or a JSON document for each event"),
    LOG_LEVEL("LEVEL", "info", "trace, debug, info, warn or error");

    private static final Map<String, Setting> BY_FLAG =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Setting::flag, setting -> setting));

    private final String placeholder;
    private final Optional<String> fallback;
    private final String meaning;

    Setting(String placeholder, @Nullable String fallback, String meaning) {
        this.placeholder = placeholder;
        this.fallback = Optional.ofNullable(fallback);
        this.meaning = meaning;
    }

    static Optional<Setting> ofFlag(String flag) {
        return Optional.ofNullable(BY_FLAG.get(flag));
    }

    /** Its default, where it has a constant one. */
    Optional<String> fallback() {
        return fallback;
    }

    String variable() {
        return "FERMATA_" + name();
    }

    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How this setting is called in a report: by both its names. */
    String label() {
        return flag() + " (" + variable() + ")";
    }

    /** Two lines of the help text. */
    String help() {
        String shown = fallback.filter(text -> !text.isEmpty())
                .map(text -> "; default: " + text)
                .orElse("");
        return "  %s=%s%n      %s%s [%s]%n".formatted(flag(), placeholder, meaning, shown, variable());
    }
}
