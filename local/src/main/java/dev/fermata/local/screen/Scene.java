package dev.fermata.local.screen;

import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** All Servers of the demo and their Pods at one moment. Pure. */
public record Scene(List<Server> servers, List<Pod> pods) {
    private static final String PID = "process://";

    public Scene {
        servers = servers.stream()
                .sorted(Comparator.comparing(server -> server.getMetadata().getName()))
                .toList();
        pods = List.copyOf(pods);
    }

    public List<String> names() {
        return servers.stream().map(server -> server.getMetadata().getName()).toList();
    }

    public Optional<Server> server(String name) {
        return servers.stream()
                .filter(server -> server.getMetadata().getName().equals(name))
                .findFirst();
    }

    public ServerStatus status(String name) {
        return server(name).map(Server::getStatus).orElseGet(ServerStatus::new);
    }

    public String phase(String name) {
        ServerStatus.Phase phase = status(name).getPhase();
        return phase == null ? "" : phase.getValue();
    }

    /** Whether the game allows the Server's deletion, as far as its status knows. */
    public boolean isAllowed(String name) {
        return Boolean.TRUE.equals(status(name).getAllowed());
    }

    /** The Servers that someone wants gone. */
    public List<String> draining() {
        return names().stream()
                .filter(name -> status(name).getDrainReason() != null)
                .toList();
    }

    /** What the Server's end waits for, in a sentence. */
    public String whyItWaits(String name) {
        List<Condition> conditions = status(name).getConditions();
        return (conditions == null ? Stream.<Condition>empty() : conditions.stream())
                .filter(condition -> condition.getType().equals("DeletionAllowed"))
                .map(Condition::getMessage)
                .findFirst()
                .orElse("");
    }

    public Address address(String name) {
        ServerStatus status = status(name);
        return new Address(
                Objects.requireNonNullElse(status.getAddress(), "?"),
                status.getPorts() == null || status.getPorts().isEmpty()
                        ? 0
                        : status.getPorts().getFirst().getPort());
    }

    /** The pid of the game's process. */
    public Optional<Long> game(String name) {
        return statuses(name, false).flatMap(Scene::pid).findFirst();
    }

    /** The pids of the Server's processes that run: its game's and its sidecar's. */
    public List<Long> pids(String name) {
        return Stream.concat(statuses(name, true), statuses(name, false))
                .flatMap(Scene::pid)
                .toList();
    }

    public List<Row> rows() {
        return names().stream().map(this::row).toList();
    }

    private Row row(String name) {
        ServerStatus status = status(name);
        String allowed = status.getAllowed() == null ? "" : isAllowed(name) ? "yes" : "no";
        String waits = status.getWaitingFor() == null ? "" : ": " + status.getWaitingFor();
        return new Row(
                name,
                phase(name),
                status.getPlayers() == null ? "" : status.getPlayers().toString(),
                Boolean.TRUE.equals(status.getSealed()) ? "sealed" : allowed,
                status.getDrainReason() == null ? "" : status.getDrainReason() + waits,
                game(name).map(String::valueOf).orElse(""));
    }

    private Stream<ContainerStatus> statuses(String name, boolean inits) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getName().equals(name))
                .map(Pod::getStatus)
                .filter(Objects::nonNull)
                .map(status -> inits ? status.getInitContainerStatuses() : status.getContainerStatuses())
                .flatMap(Collection::stream);
    }

    private static Stream<Long> pid(ContainerStatus status) {
        return Stream.ofNullable(status.getContainerID())
                .filter(id -> id.startsWith(PID) && status.getState().getRunning() != null)
                .map(id -> Long.valueOf(id.substring(PID.length())));
    }
}
