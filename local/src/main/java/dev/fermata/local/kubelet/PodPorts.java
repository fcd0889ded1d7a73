package dev.fermata.local.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The ports of a Pod; a declared one stands for a port of this machine, its hostPort: see {@link HostPorts}. Pure. */
final class PodPorts {
    private final Pod pod;

    PodPorts(Pod pod) {
        this.pod = pod;
    }

    /** All containers of a Pod, those that run first in front. */
    static List<Container> containers(Pod pod) {
        return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
                .flatMap(Collection::stream)
                .toList();
    }

    /** The port of this machine that stands for a port of a container, given by number or by name. */
    Optional<Integer> local(IntOrString port) {
        return declared()
                .filter(declared -> port.getStrVal() != null
                        ? port.getStrVal().equals(declared.getName())
                        : declared.getContainerPort().equals(port.getIntVal()))
                .map(ContainerPort::getHostPort)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(port.getIntVal()));
    }

    /** What a container is told of its ports: {@code PORT} is the first one, {@code PORT_<NAME>} each named one. */
    Map<String, String> environment(Container container) {
        Map<String, String> told = new LinkedHashMap<>();
        for (ContainerPort port : container.getPorts()) {
            if (port.getHostPort() != null) {
                String number = port.getHostPort().toString();
                told.putIfAbsent("PORT", number);
                if (port.getName() != null) {
                    told.put("PORT_" + port.getName().toUpperCase(Locale.ROOT).replace('-', '_'), number);
                }
            }
        }
        return told;
    }

    private Stream<ContainerPort> declared() {
        return containers(pod).stream().flatMap(container -> container.getPorts().stream());
    }
}
