package dev.fermata.local.kubelet;

import dev.fermata.local.kubelet.Launch.Ready;
import dev.fermata.local.kubelet.Launch.Refused;
import dev.fermata.local.process.Command;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a container of a Pod into a command of this machine. */
final class Translation {
    private final Images images;
    private final Environment environment;
    private final Path directory;

    /** Of the containers of this Pod; {@code directory} is where their logs go. */
    Translation(Pod pod, Images images, References references, Path directory) {
        this.images = images;
        this.environment = new Environment(pod, references);
        this.directory = directory;
    }

    Launch of(Container container) {
        Optional<Refused> unknown = unknownProbe(container);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        return switch (environment.of(container)) {
            case Environment.Missing(String message) -> new Refused("CreateContainerConfigError", message);
            case Environment.Known(Map<String, String> variables) -> command(container, variables);
        };
    }

    private Launch command(Container container, Map<String, String> variables) {
        List<String> argv = new ArrayList<>(container.getCommand());
        if (argv.isEmpty()) {
            argv.addAll(images.program(container.getImage()).orElse(List.of()));
        } else if (images.program(container.getImage()).isEmpty()
                && !argv.getFirst().startsWith("/")) {
            argv.clear();
        }
        if (argv.isEmpty()) {
            return new Refused("ErrImagePull", unknownImage(container));
        }
        argv.addAll(container.getArgs());
        argv.replaceAll(argument -> Environment.expand(argument, variables));
        String folder = container.getWorkingDir();
        Path where = folder == null || folder.isEmpty() ? directory : Path.of(folder);
        return new Ready(new Command(argv, variables, where, directory.resolve(container.getName() + ".log")));
    }

    private String unknownImage(Container container) {
        return "image " + container.getImage() + " is not known to this laptop, which knows "
                + images.programs().keySet().stream().sorted().toList()
                + " and pulls none: say which program it is, or give container " + container.getName()
                + " a command that begins with the absolute path of a program of this machine";
    }

    private Optional<Refused> unknownProbe(Container container) {
        return Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                .filter(probe -> probe != null && !Probes.knows(probe))
                .findFirst()
                .map(probe -> refusedProbe(container, probe));
    }

    private static Refused refusedProbe(Container container, Probe probe) {
        return new Refused(
                "CreateContainerConfigError",
                "a probe of container " + container.getName() + " is neither httpGet, tcpSocket nor exec"
                        + (probe.getGrpc() == null ? "" : " but grpc") + ": a process kubelet knows no other");
    }
}
