package dev.fermata.local.kubelet;

import dev.fermata.wire.EnvironmentVariables;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the containers of a Pod are told in their environment: what their spec says, with the ports of this machine in
 * place of those that each Pod would have to itself on a cluster.
 */
final class Environment {
    /** As the operator names them: its sidecar, and the sidecar's ports. */
    static final String SIDECAR = "fermata-sidecar";

    static final IntOrString GAME_PORT = new IntOrString("fermata-game");
    static final IntOrString OPERATOR_PORT = new IntOrString("fermata-oper");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^()]+)\\)");
    private static final Pattern KEYED = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)']");

    private final Pod pod;
    private final References references;

    Environment(Pod pod, References references) {
        this.pod = pod;
        this.references = references;
    }

    /** All variables, or which of them has no value. */
    sealed interface Result {}

    record Known(Map<String, String> variables) implements Result {}

    record Missing(String message) implements Result {}

    Result of(Container container) {
        Map<String, String> variables = new LinkedHashMap<>();
        try {
            container.getEnvFrom().forEach(source -> variables.putAll(all(source)));
            container
                    .getEnv()
                    .forEach(variable ->
                            value(variable, variables).ifPresent(value -> variables.put(variable.getName(), value)));
        } catch (Absent absent) {
            return new Missing(absent.getMessage());
        }
        variables.putAll(new PodPorts(pod).environment(container));
        variables.putAll(conversation(container));
        return new Known(variables);
    }

    /** Puts variables where {@code $(NAME)} stands, as a real kubelet does; {@code $$} is a dollar sign. */
    static String expand(String text, Map<String, String> variables) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            String value = name == null ? "$" : variables.getOrDefault(name, found.group());
            return Matcher.quoteReplacement(value);
        });
    }

    /** Where game and sidecar find each other: each Pod of a laptop has its own ports of the one loopback address. */
    private Map<String, String> conversation(Container container) {
        PodPorts ports = new PodPorts(pod);
        Map<String, String> told = new LinkedHashMap<>();
        boolean sidecar = container.getName().equals(SIDECAR);
        ports.local(GAME_PORT)
                .ifPresent(port -> told.put(
                        sidecar ? EnvironmentVariables.GAME_PORT : EnvironmentVariables.URL,
                        sidecar ? port.toString() : "http://" + PodStatuses.LOOPBACK + ":" + port));
        if (sidecar) {
            told.put(EnvironmentVariables.OPERATOR_HOST, PodStatuses.LOOPBACK);
            ports.local(OPERATOR_PORT).ifPresent(port -> told.put(EnvironmentVariables.OPERATOR_PORT, port.toString()));
        }
        return told;
    }

    private Optional<String> value(EnvVar variable, Map<String, String> before) {
        EnvVarSource from = variable.getValueFrom();
        if (from == null) {
            return Optional.of(expand(variable.getValue() == null ? "" : variable.getValue(), before));
        }
        if (from.getFieldRef() != null) {
            String path = from.getFieldRef().getFieldPath();
            return Optional.of(field(path)
                    .orElseThrow(() -> new Absent(
                            "env " + variable.getName() + ": a Pod has no " + path + " that a process kubelet knows")));
        }
        if (from.getConfigMapKeyRef() != null) {
            var ref = from.getConfigMapKeyRef();
            return keyed(
                    new Source("ConfigMap", ref.getName(), ref.getOptional()),
                    references.configMap(ref.getName()),
                    ref.getKey());
        }
        if (from.getSecretKeyRef() != null) {
            var ref = from.getSecretKeyRef();
            return keyed(
                    new Source("Secret", ref.getName(), ref.getOptional()),
                    references.secret(ref.getName()),
                    ref.getKey());
        }
        throw new Absent("env " + variable.getName()
                + ": a process kubelet takes values from fieldRef, configMapKeyRef and secretKeyRef only");
    }

    private Map<String, String> all(EnvFromSource from) {
        Map<String, String> prefixed = new LinkedHashMap<>();
        String prefix = from.getPrefix() == null ? "" : from.getPrefix();
        if (from.getConfigMapRef() != null) {
            var ref = from.getConfigMapRef();
            present(new Source("ConfigMap", ref.getName(), ref.getOptional()), references.configMap(ref.getName()))
                    .forEach((key, value) -> prefixed.put(prefix + key, value));
        }
        if (from.getSecretRef() != null) {
            var ref = from.getSecretRef();
            present(new Source("Secret", ref.getName(), ref.getOptional()), references.secret(ref.getName()))
                    .forEach((key, value) -> prefixed.put(prefix + key, value));
        }
        return prefixed;
    }

    private static Optional<String> keyed(Source source, Optional<Map<String, String>> texts, String key) {
        Optional<String> value = Optional.ofNullable(present(source, texts).get(key));
        if (value.isEmpty() && !source.mayBeAbsent()) {
            throw new Absent("couldn't find key " + key + " in " + source.kind() + " " + source.name());
        }
        return value;
    }

    private static Map<String, String> present(Source source, Optional<Map<String, String>> texts) {
        if (texts.isEmpty() && !source.mayBeAbsent()) {
            throw new Absent(source.kind() + " \"" + source.name() + "\" not found");
        }
        return texts.orElse(Map.of());
    }

    private Optional<String> field(String path) {
        Matcher keyed = KEYED.matcher(path);
        if (keyed.matches()) {
            Map<String, String> map = keyed.group(1).equals("labels")
                    ? pod.getMetadata().getLabels()
                    : pod.getMetadata().getAnnotations();
            return Optional.of(map == null ? "" : map.getOrDefault(keyed.group(2), ""));
        }
        return Optional.ofNullable(
                switch (path) {
                    case "metadata.name" -> pod.getMetadata().getName();
                    case "metadata.namespace" -> pod.getMetadata().getNamespace();
                    case "metadata.uid" -> pod.getMetadata().getUid();
                    case "spec.nodeName" -> pod.getSpec().getNodeName();
                    case "spec.serviceAccountName" ->
                        pod.getSpec().getServiceAccountName() == null
                                ? "default"
                                : pod.getSpec().getServiceAccountName();
                    case "status.podIP", "status.podIPs", "status.hostIP", "status.hostIPs" -> PodStatuses.LOOPBACK;
                    default -> null;
                });
    }

    private record Source(
            String kind, String name, @Nullable Boolean optional) {
        boolean mayBeAbsent() {
            return Boolean.TRUE.equals(optional);
        }
    }

    /** A value that the spec names and that is not there. */
    private static final class Absent extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String text;

        Absent(String text) {
            super(text, null, false, false);
            this.text = text;
        }

        @Override
        public String getMessage() {
            return text;
        }
    }
}
