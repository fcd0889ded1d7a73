package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.shell.act.Cached;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.act.Manner;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.OwnWrites;
import dev.fermata.operator.shell.part.ControllerPart;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.Optional;

/** What all kinds share. */
public record Environment(
        ControllerPart.Frame frame, Effects.Tools tools, Surroundings around, Installation installation) {

    Clock clock() {
        return tools.clock();
    }

    Cached<Pod> pods() {
        return new Cached<>(Pod.class, around.pods()::get, around.pods().ownWrites());
    }

    /** A controller that writes to no Server. */
    Cached<Server> noServers() {
        return new Cached<>(Server.class, place -> Optional.empty(), new OwnWrites<>(clock()));
    }

    /** A controller that writes to no Fleet. */
    Cached<Fleet> noFleets() {
        return new Cached<>(Fleet.class, place -> Optional.empty(), new OwnWrites<>(clock()));
    }

    /** A controller that writes to no GameType. */
    Cached<GameType> noGameTypes() {
        return new Cached<>(GameType.class, place -> Optional.empty(), new OwnWrites<>(clock()));
    }

    /** A controller that writes to no GameAutoscaler. */
    Cached<GameAutoscaler> noScalers() {
        return new Cached<>(GameAutoscaler.class, place -> Optional.empty(), new OwnWrites<>(clock()));
    }

    Turn turn(Manner manner, Effects.Known known, Memory memory) {
        return new Turn(
                new LiveReads(tools.api(), around.leavingTaints()), new Effects(manner, tools, known, memory), memory);
    }
}
