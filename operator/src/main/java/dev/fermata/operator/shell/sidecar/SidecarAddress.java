package dev.fermata.operator.shell.sidecar;

import dev.fermata.wire.Ports;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the sidecar of a Pod listens for the operator. */
@FunctionalInterface
public interface SidecarAddress {
    /** Name of that port in the Pod. */
    String PORT_NAME = "fermata-oper";

    /** The base address, such as {@code http://10.1.2.3:9481}; absent while it has none. */
    Optional<URI> of(Pod pod);

    /** At the Pod's own address, on the port that its sidecar names {@value #PORT_NAME}. */
    static SidecarAddress ofPodAddress() {
        return pod -> Optional.ofNullable(pod.getStatus())
                .map(status -> status.getPodIP())
                .filter(address -> !address.isEmpty())
                .map(address -> address.contains(":") ? "[" + address + "]" : address)
                .map(host -> URI.create("http://" + host + ":" + port(pod)));
    }

    private static int port(Pod pod) {
        return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
                .flatMap(List::stream)
                .map(Container::getPorts)
                .flatMap(List::stream)
                .filter(port -> PORT_NAME.equals(port.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(Ports.OPERATOR);
    }
}
