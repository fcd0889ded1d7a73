package dev.fermata.local.kubelet;

import java.nio.file.Path;
import java.util.List;

/**
 * What a process kubelet is told.
 *
 * @param nodes names of the nodes that it plays, one at least; all of them are this machine
 * @param images what it can run
 * @param directory where it keeps the logs: a folder for each Pod, a file for each container
 */
public record KubeletConfig(List<String> nodes, Images images, Path directory) {
    public KubeletConfig {
        nodes = List.copyOf(nodes);
        directory = directory.toAbsolutePath();
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a kubelet needs the name of one node at least");
        }
    }
}
