package dev.fermata.operator.simulation;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.server.Request;
import dev.fermata.operator.server.ServerObservation;
import dev.fermata.operator.server.Sidecar;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges each write of an operator, at the moment the API server accepts it, by what is true and not by what anybody was told. */
final class Judge {
    private static final Duration SEAL = Duration.ofSeconds(10);

    private final World world;

    Judge(World world) {
        this.world = world;
    }

    /** I1. */
    void podIsDeleted(Pod pod) {
        Machine machine = world.machine(pod.getMetadata().getUid());
        if (machine == null
                || !machine.runs()
                || world.truth(machine.node()) == World.Truth.DEAD
                || !knownToRun(pod)
                || sealed(machine)
                || due(server(pod))
                || world.now()
                        .isBefore(world.lastDue(String.valueOf(World.serverUid(pod)))
                                .plus(SEAL))) {
            return;
        }
        throw new AssertionError("I1: Pod " + pod.getMetadata().getName() + " was deleted while its game "
                + (machine.playing() ? "was playing" : "had not been sealed"));
    }

    /** I2. */
    void finalizerIsRemoved(Server server) {
        for (Pod pod : world.cluster().pods()) {
            boolean stray = world.isStray(pod.getMetadata().getUid());
            if (server.getMetadata().getUid().equals(World.serverUid(pod)) && !stray) {
                throw new AssertionError("I2: the finalizer of "
                        + server.getMetadata().getName() + " was removed while its Pod was there");
            }
        }
    }

    /** I6 and I7: only what somebody wants gone, or what is over. */
    void serverIsDeleted(Server server) {
        if (Request.of(server) != null) {
            return;
        }
        for (Pod pod : world.cluster().pods()) {
            Machine machine = world.machine(pod.getMetadata().getUid());
            if (server.getMetadata().getUid().equals(World.serverUid(pod)) && machine != null && machine.runs()) {
                throw new AssertionError("I7: " + server.getMetadata().getName()
                        + " was deleted while its game ran, and nobody wanted it gone");
            }
        }
    }

    /**
     * I7: a stale read makes no Servers that nobody wished for. A drain that is withdrawn while its replacement is being made, or a node that
     * comes back, leave some too many for a while; a Fleet that forgets what it made has no bound.
     */
    void serverIsCreated(Server server) {
        String fleet = server.getMetadata().getOwnerReferences().getFirst().getUid();
        long count = world.cluster().servers().stream()
                .filter(other -> Request.of(other) == null)
                .filter(other -> other.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(fleet)))
                .filter(this::mayPlay)
                .count();
        if (count > 2 * People.MOST) {
            throw new AssertionError("I7: " + server.getMetadata().getName() + " is one of " + count
                    + " Servers, and no more than " + People.MOST + " were ever wished for");
        }
    }

    private boolean mayPlay(Server server) {
        Pod pod = world.cluster().pod(server.getMetadata().getName());
        if (pod == null) {
            return server.getStatus() == null || server.getStatus().getPodName() == null;
        }
        Machine machine = world.machine(pod.getMetadata().getUid());
        boolean reports =
                pod.getSpec().getNodeName() == null || world.truth(pod.getSpec().getNodeName()) == World.Truth.UP;
        return reports
                && pod.getMetadata().getDeletionTimestamp() == null
                && (machine == null || machine.exitCode() == null);
    }

    /** A game of which the kubelet has told nobody that it runs has had no players: that is as good as not started. */
    private static boolean knownToRun(Pod pod) {
        return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
    }

    /** A sidecar that starts anew forgets its seal: for as long as a seal is good, that is the known limit. */
    private boolean sealed(Machine machine) {
        return machine.sidecar().sealed()
                || world.now().isBefore(machine.sidecar().forgotAt().plus(SEAL));
    }

    private @Nullable Server server(Pod pod) {
        Server server = world.cluster().server(pod.getMetadata().getName());
        return server != null && server.getMetadata().getUid().equals(World.serverUid(pod)) ? server : null;
    }

    /** I6: a Pod stops counting before its game hears that it is to go, and so shows later that there may be something to take back. */
    static void gameIsTold(Plan plan, @Nullable Pod seen) {
        if (seen != null
                && Labels.TRUE.equals(World.label(seen, Labels.ACTIVE))
                && plan.steps().stream().anyMatch(Step.TellDrain.class::isInstance)
                && plan.steps().stream().noneMatch(Step.MarkInactive.class::isInstance)) {
            throw new AssertionError("I6: " + seen.getMetadata().getName() + " is told to go while its Pod counts");
        }
    }

    /** I5: what a sidecar is thanked for is on record, or will be before it is thanked; else a crash would lose it for good. */
    static void sidecarIsAcknowledged(Plan plan, ServerObservation seen) {
        boolean acknowledges = plan.steps().stream().anyMatch(Step.Acknowledge.class::isInstance);
        boolean writes = plan.steps().stream().anyMatch(Step.WriteServerStatus.class::isInstance);
        if (!acknowledges || writes || !(seen.conversation().last() instanceof Sidecar.Reachable(var state, var at))) {
            return;
        }
        ServerStatus status = Optional.ofNullable(seen.server().getStatus()).orElseGet(ServerStatus::new);
        if (Boolean.TRUE.equals(status.getAllowed()) != state.allowed()
                || !Objects.equals(status.getPlayers(), state.players())) {
            throw new AssertionError("I5: " + seen.server().getMetadata().getName() + " acknowledges " + state
                    + ", and its status says " + status);
        }
    }

    /** I7: what garbage collection takes away is not made anew, where a cache does not know yet that it is to go. */
    static void fleetIsThere(Plan plan, Fleet seen, @Nullable Fleet now) {
        boolean creates = plan.steps().stream().anyMatch(Step.CreateServer.class::isInstance);
        boolean there = now != null
                && now.getMetadata().getUid().equals(seen.getMetadata().getUid())
                && now.getMetadata().getDeletionTimestamp() == null;
        if (creates && !there) {
            throw new AssertionError("I7: a Server is created for a Fleet that is gone");
        }
    }

    boolean due(@Nullable Server server) {
        Request request = server == null ? null : Request.of(server);
        if (request == null) {
            return false;
        }
        boolean passed = request.deadline() != null && !world.now().isBefore(request.deadline());
        return switch (request.end()) {
            case FORCE -> true;
            case DELETE -> passed;
            case WAIT -> false;
        };
    }
}
