package dev.fermata.operator.simulation;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Place;
import dev.fermata.operator.simulation.Cluster.Rejected;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.serverspec.Drains;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what plans say to the API server, with preconditions, each write judged when it is accepted. */
class Writer {
    static final String REFUSAL = "a policy of somebody's does not want it";

    private final World world;
    private final Judge judge;
    private boolean refusing;

    Writer(World world) {
        this.world = world;
        this.judge = new Judge(world);
    }

    /** A quota is used up, or is not any more. */
    void refuseCreations(boolean refuse) {
        refusing = refuse;
    }

    /** Nothing is refused that was not before. */
    void calm() {
        refusing = false;
    }

    /** Uid of the Server to which nothing can be written any more; null: there is none. */
    @Nullable
    String poisoned() {
        return null;
    }

    /** Name that no Server may have; null: there is none. */
    @Nullable
    String disliked() {
        return null;
    }

    /** The object as it is now; null if it is gone. */
    @Nullable
    HasMetadata execute(Step.Write write) {
        world.tell(() -> "  " + Operator.words(write));
        return switch (write) {
            case Step.CreatePod(Pod pod) -> create(pod);
            case Step.DeletePod delete -> deletePod(delete);
            case Step.MarkActive(Target pod) ->
                edit(pod, Kind.POD, copy -> copy.getMetadata().getLabels().put(Labels.ACTIVE, Labels.TRUE));
            case Step.MarkInactive(Target pod) ->
                edit(pod, Kind.POD, copy -> copy.getMetadata().getLabels().remove(Labels.ACTIVE));
            case Step.StampFinalizer(Target server) -> edit(server, Kind.SERVER, Writer::hold);
            case Step.RemoveFinalizer(Target server) -> removeFinalizer(server);
            case Step.CreateServer(Server server) -> create(server);
            case Step.DeleteServer(Target server) -> deleteServer(server);
            case Step.WriteDrain drain ->
                edit(
                        drain.server(),
                        Kind.SERVER,
                        copy -> drains(copy, drain.requester()).add(entry(drain)));
            case Step.WithdrawDrain(Target server, String requester) ->
                edit(server, Kind.SERVER, copy -> drains(copy, requester));
            case Step.WriteServerStatus status ->
                edit(status.server(), Kind.SERVER, copy -> ((Server) copy).setStatus(status.status()));
            case Step.WriteFleetStatus status ->
                edit(status.fleet(), Kind.FLEET, copy -> ((Fleet) copy).setStatus(status.status()));
            default ->
                throw new IllegalStateException("there is neither a GameType nor a guard in this world: " + write);
        };
    }

    private HasMetadata create(HasMetadata object) {
        HasMetadata existing = world.cluster().get(Place.of(object));
        if (existing == null && refusing) {
            throw new Rejected(403, "exceeded quota");
        }
        if (existing == null) {
            HasMetadata created = world.cluster().create(object);
            if (created instanceof Pod pod) {
                world.isMade(pod);
            } else {
                judge.serverIsCreated((Server) created);
            }
            return created;
        }
        String owner = object.getMetadata().getOwnerReferences().getFirst().getUid();
        boolean ours = existing.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> reference.getUid().equals(owner));
        if (!ours) {
            throw new Rejected(object instanceof Pod ? 403 : 409, "belongs to somebody else");
        }
        return existing;
    }

    private @Nullable HasMetadata deletePod(Step.DeletePod delete) {
        if (world.now().isAfter(delete.notAfter())) {
            throw new Rejected(409, "too late");
        }
        HasMetadata pod = current(delete.pod(), Kind.POD);
        judge.podIsDeleted((Pod) pod);
        long grace = delete.grace() == Step.Grace.NONE ? 0 : Copies.grace(pod);
        HasMetadata deleted = world.cluster().delete(pod, grace);
        return deleted.getMetadata().getDeletionTimestamp() == null || grace == 0 ? null : deleted;
    }

    private @Nullable HasMetadata deleteServer(Target target) {
        if (world.cluster().server(target.name()) == null) {
            return null;
        }
        HasMetadata server = current(target, Kind.SERVER);
        judge.serverIsDeleted((Server) server);
        HasMetadata deleted = world.cluster().delete(server, 0);
        return deleted.getMetadata().getDeletionTimestamp() == null ? null : deleted;
    }

    private @Nullable HasMetadata removeFinalizer(Target target) {
        if (world.cluster().server(target.name()) == null) {
            return null;
        }
        judge.finalizerIsRemoved((Server) current(target, Kind.SERVER));
        edit(target, Kind.SERVER, copy -> copy.getMetadata().getFinalizers().remove(Labels.HOLD));
        return null;
    }

    private HasMetadata edit(Target target, Kind kind, Consumer<HasMetadata> change) {
        HasMetadata copy = Copies.of(current(target, kind));
        change.accept(copy);
        return world.cluster().replace(copy);
    }

    /** The object, if it is the one and in the state that the write means. */
    HasMetadata current(Target target, Kind kind) {
        HasMetadata object = world.cluster().get(new Place(kind, target.name()));
        if (object == null) {
            throw new Rejected(404, target + " is gone");
        }
        boolean same = object.getMetadata().getUid().equals(target.uid())
                && object.getMetadata().getResourceVersion().equals(target.resourceVersion());
        if (!same) {
            throw new Rejected(409, target + " has changed");
        }
        return object;
    }

    private static void hold(HasMetadata server) {
        server.getMetadata().getFinalizers().add(Labels.HOLD);
    }

    private static List<Drains> drains(HasMetadata server, String without) {
        server.getMetadata().setGeneration(server.getMetadata().getGeneration() + 1);
        List<Drains> drains = ((Server) server).getSpec().getDrains();
        drains.removeIf(drain -> drain.getRequester().equals(without));
        return drains;
    }

    private static Drains entry(Step.WriteDrain drain) {
        Drains entry = new Drains();
        entry.setRequester(drain.requester());
        entry.setReason(Drains.Reason.valueOf(drain.reason()));
        entry.setRequestedAt(drain.requestedAt().toString());
        return entry;
    }
}
