package dev.fermata.operator.simulation;

import dev.fermata.operator.plan.Step;
import dev.fermata.operator.simulation.Cluster.Rejected;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Never creates a Server of one name: as where a policy of somebody's dislikes it. */
final class FastidiousWriter extends Writer {
    private final String disliked;

    FastidiousWriter(World world, int slot) {
        super(world);
        this.disliked = People.FLEET + "-" + slot;
    }

    /** A low slot, by the seed. */
    static Function<World, Writer> by(long seed) {
        return world -> new FastidiousWriter(world, (int) (seed % People.MOST));
    }

    @Override
    @Nullable
    String disliked() {
        return disliked;
    }

    @Override
    @Nullable
    HasMetadata execute(Step.Write write) {
        if (write instanceof Step.CreateServer create
                && create.server().getMetadata().getName().equals(disliked)) {
            throw new Rejected(422, REFUSAL);
        }
        return super.execute(write);
    }
}
