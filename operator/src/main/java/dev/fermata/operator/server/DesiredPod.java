package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.v1alpha1.Server;
import dev.fermata.wire.EnvironmentVariables;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Pod that a Server wants: its template, and the sidecar. What the template says stays, but for what would break the promise. */
public final class DesiredPod {
    /** Annotation by which the cluster autoscaler knows whether a node that it would remove may lose this Pod; follows the guard. */
    public static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

    private static final String NEVER = "Never";

    private DesiredPod() {}

    public static Pod of(Server server, Defaults defaults) {
        PodTemplateSpec template = server.getSpec().getTemplate();
        PodSpec game = template.getSpec();
        List<EnvVar> environment = environment(server);
        List<Container> before = Optional.ofNullable(game.getInitContainers()).orElse(List.of());
        return new PodBuilder()
                .withMetadata(metadata(server, defaults))
                .withNewSpecLike(game)
                .withRestartPolicy(NEVER)
                .withAutomountServiceAccountToken(Boolean.TRUE.equals(game.getAutomountServiceAccountToken()))
                .withInitContainers(Stream.concat(
                                Stream.of(DesiredSidecar.of(server, defaults)),
                                before.stream().map(container -> with(environment, container)))
                        .toList())
                .withContainers(game.getContainers().stream()
                        .map(container -> with(environment, container))
                        .toList())
                .endSpec()
                .build();
    }

    private static ObjectMeta metadata(Server server, Defaults defaults) {
        ObjectMeta template = Optional.ofNullable(server.getSpec().getTemplate().getMetadata())
                .orElseGet(ObjectMeta::new);
        Map<String, String> own =
                Optional.ofNullable(server.getMetadata().getLabels()).orElse(Map.of());
        Map<String, String> labels = copy(template.getLabels());
        labels.put(Labels.SERVER, server.getMetadata().getName());
        labels.put(Labels.SERVER_UID, server.getMetadata().getUid());
        labels.put(Labels.ACTIVE, Labels.TRUE);
        Stream.of(Labels.FLEET, Labels.GAME_TYPE)
                .filter(own::containsKey)
                .forEach(key -> labels.put(key, own.get(key)));
        Map<String, String> annotations = copy(template.getAnnotations());
        if (defaults.protection() != Protection.OFF) {
            labels.put(Labels.GUARD, Labels.ARMED);
            annotations.put(SAFE_TO_EVICT, "false");
        }
        annotations.put(Labels.KEY_ID, defaults.keyId());
        annotations.put(GameContainer.ANNOTATION, GameContainer.nameIn(server.getSpec()));
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(server.getMetadata().getName());
        metadata.setNamespace(server.getMetadata().getNamespace());
        metadata.setLabels(labels);
        metadata.setAnnotations(annotations);
        metadata.setOwnerReferences(List.of(owner(server)));
        return metadata;
    }

    private static OwnerReference owner(Server server) {
        return new OwnerReferenceBuilder()
                .withApiVersion(server.getApiVersion())
                .withKind(server.getKind())
                .withName(server.getMetadata().getName())
                .withUid(server.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** What every container but the sidecar is told. */
    private static List<EnvVar> environment(Server server) {
        List<EnvVar> environment = new ArrayList<>();
        environment.add(
                variable(EnvironmentVariables.URL, "http://127.0.0.1:" + DesiredSidecar.gamePort(server.getSpec())));
        environment.add(
                variable(EnvironmentVariables.SERVER_NAME, server.getMetadata().getName()));
        Integer capacity = server.getSpec().getCapacity();
        if (capacity != null) {
            environment.add(variable(EnvironmentVariables.CAPACITY, capacity.toString()));
        }
        return environment;
    }

    static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    /** Ours come first, so that the template's may refer to them, and replace its own of the same name. */
    private static Container with(List<EnvVar> environment, Container container) {
        List<String> names = environment.stream().map(EnvVar::getName).toList();
        Stream<EnvVar> others = container.getEnv().stream().filter(variable -> !names.contains(variable.getName()));
        return new ContainerBuilder(container)
                .withEnv(Stream.concat(environment.stream(), others).toList())
                .build();
    }

    private static Map<String, String> copy(Map<String, String> from) {
        return from == null ? new TreeMap<>() : new TreeMap<>(from);
    }
}
