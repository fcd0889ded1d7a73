package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.wire.EnvironmentVariables;
import dev.fermata.wire.Ports;
import dev.fermata.wire.Routes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sidecar's container: a native sidecar (an init container that restarts), so that it listens before the game starts and outlives it.
 * It keeps to the restricted Pod Security Standard.
 */
final class DesiredSidecar {
    static final String NAME = "fermata-sidecar";

    private static final String OPERATOR_PORT = "fermata-oper";
    private static final String GAME_PORT = "fermata-game";
    private static final long USER = 65532;
    private static final int START_SECONDS = 120;

    private DesiredSidecar() {}

    static Container of(Server server, Defaults defaults) {
        ServerSpec spec = server.getSpec();
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(said(spec)
                        .map(dev.fermata.v1alpha1.serverspec.Sidecar::getImage)
                        .orElse(defaults.sidecar().image()))
                .withImagePullPolicy("IfNotPresent")
                .withRestartPolicy("Always")
                .addNewPort()
                .withName(GAME_PORT)
                .withContainerPort(gamePort(spec))
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName(OPERATOR_PORT)
                .withContainerPort(operatorPort(spec))
                .withProtocol("TCP")
                .endPort()
                .withEnv(environment(server, defaults))
                .withStartupProbe(startup())
                .withResources(said(spec)
                        .map(dev.fermata.v1alpha1.serverspec.Sidecar::getResources)
                        .orElseGet(() -> resources(defaults.sidecar())))
                .withSecurityContext(security())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    static int gamePort(ServerSpec spec) {
        return said(spec)
                .map(dev.fermata.v1alpha1.serverspec.Sidecar::getGamePort)
                .orElse(Ports.GAME);
    }

    private static int operatorPort(ServerSpec spec) {
        return said(spec)
                .map(dev.fermata.v1alpha1.serverspec.Sidecar::getOperatorPort)
                .orElse(Ports.OPERATOR);
    }

    private static Optional<dev.fermata.v1alpha1.serverspec.Sidecar> said(ServerSpec spec) {
        return Optional.ofNullable(spec.getSidecar());
    }

    private static List<EnvVar> environment(Server server, Defaults defaults) {
        ServerSpec spec = server.getSpec();
        Map<String, String> labels =
                Optional.ofNullable(server.getMetadata().getLabels()).orElse(Map.of());
        List<EnvVar> environment = new ArrayList<>();
        add(environment, EnvironmentVariables.SERVER_NAME, server.getMetadata().getName());
        add(
                environment,
                EnvironmentVariables.SERVER_NAMESPACE,
                server.getMetadata().getNamespace());
        add(environment, EnvironmentVariables.SERVER_UID, server.getMetadata().getUid());
        add(environment, EnvironmentVariables.FLEET, labels.get(Labels.FLEET));
        add(environment, EnvironmentVariables.GAME_TYPE, labels.get(Labels.GAME_TYPE));
        add(environment, EnvironmentVariables.CAPACITY, spec.getCapacity());
        add(environment, EnvironmentVariables.GAME_PORT, gamePort(spec));
        environment.add(new EnvVarBuilder()
                .withName(EnvironmentVariables.OPERATOR_HOST)
                .withNewValueFrom()
                .withNewFieldRef(null, "status.podIP")
                .endValueFrom()
                .build());
        add(environment, EnvironmentVariables.OPERATOR_PORT, operatorPort(spec));
        add(environment, EnvironmentVariables.TOKEN_SHA256, defaults.tokenSha256());
        add(environment, EnvironmentVariables.NUDGE_URL, defaults.nudgeUrl());
        add(environment, EnvironmentVariables.LOG_LEVEL, logLevel(spec, defaults.sidecar()));
        return environment;
    }

    private static String logLevel(ServerSpec spec, SidecarDefaults defaults) {
        return said(spec)
                .map(dev.fermata.v1alpha1.serverspec.Sidecar::getLogLevel)
                .orElse(defaults.logLevel())
                .getValue();
    }

    private static void add(List<EnvVar> environment, String name, @Nullable Object value) {
        if (value != null) {
            environment.add(DesiredPod.variable(name, value.toString()));
        }
    }

    /** The game starts when the sidecar listens: within a second or two, or, on a busy node, within two minutes. */
    private static Probe startup() {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(Routes.HEALTHZ)
                .withPort(new IntOrString(OPERATOR_PORT))
                .endHttpGet()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(2)
                .withFailureThreshold(START_SECONDS)
                .build();
    }

    private static ResourceRequirements resources(SidecarDefaults defaults) {
        return new ResourceRequirementsBuilder()
                .withRequests(quantities(defaults.requests()))
                .withLimits(quantities(defaults.limits()))
                .build();
    }

    private static Map<String, Quantity> quantities(Map<String, String> texts) {
        Map<String, Quantity> quantities = new TreeMap<>();
        texts.forEach((name, text) -> quantities.put(name, new Quantity(text)));
        return quantities;
    }

    private static SecurityContext security() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }
}
