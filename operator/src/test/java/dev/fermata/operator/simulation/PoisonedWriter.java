package dev.fermata.operator.simulation;

import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.simulation.Cluster.Rejected;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From some write on, all writes to the Server that it is about, and to its Pod, are refused for good: as by a policy of somebody's. */
class PoisonedWriter extends Writer {
    private static final int LATEST = 60;
    private static final int NEVER = -1;

    private final World world;
    private int left;
    private @Nullable String poisoned;

    /** @param after how many writes to Servers go through before */
    PoisonedWriter(World world, int after) {
        super(world);
        this.world = world;
        this.left = after;
    }

    /** Sooner or later, by the seed. */
    static Function<World, Writer> by(long seed) {
        return world -> new PoisonedWriter(world, (int) (seed % LATEST));
    }

    @Override
    @Nullable
    String poisoned() {
        return poisoned;
    }

    @Override
    void calm() {
        super.calm();
        left = NEVER;
    }

    @Override
    @Nullable
    HasMetadata execute(Step.Write write) {
        String server = server(write);
        if (poisoned == null && server != null && left-- == 0) {
            poisoned = server;
            world.tell(() -> "whatever is written to Server " + server + " is refused from now on");
        }
        if (server != null && server.equals(poisoned)) {
            throw new Rejected(422, REFUSAL);
        }
        return super.execute(write);
    }

    /** Uid of the Server that a write is about. */
    private @Nullable String server(Step.Write write) {
        return switch (write) {
            case Step.CreatePod(Pod pod) -> World.serverUid(pod);
            case Step.DeletePod delete -> ofPod(delete.pod());
            case Step.MarkActive(Target pod) -> ofPod(pod);
            case Step.MarkInactive(Target pod) -> ofPod(pod);
            case Step.StampFinalizer(Target server) -> server.uid();
            case Step.RemoveFinalizer(Target server) -> server.uid();
            case Step.DeleteServer(Target server) -> server.uid();
            case Step.WriteDrain drain -> drain.server().uid();
            case Step.WithdrawDrain(Target server, String requester) -> server.uid();
            case Step.WriteServerStatus status -> status.server().uid();
            default -> null;
        };
    }

    private @Nullable String ofPod(Target target) {
        Pod pod = world.cluster().pod(target.name());
        return pod == null ? null : World.serverUid(pod);
    }
}
