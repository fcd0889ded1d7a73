package dev.fermata.operator.shell.reconcile;

import dev.fermata.api.Labels;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.act.Kinship;
import dev.fermata.operator.shell.act.Manner;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.part.ControllerPart;
import dev.fermata.operator.shell.part.Part;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The controller of Pods whose Server is gone. */
public final class OrphanKind {
    private static final String NAME = "OrphanedPod";
    private static final int THREADS = 2;

    private final Environment environment;
    private final BiPredicate<ObjectKey, String> hasServer;
    private final Memory memory = new Memory();
    private final Primaries<Pod> orphans;
    private final Wakes<Pod> wakes;

    /**
     * Prepares the controller.
     *
     * @param hasServer whether there is a Server at a place, with a uid
     */
    public OrphanKind(Environment environment, BiPredicate<ObjectKey, String> hasServer) {
        this.environment = environment;
        this.hasServer = hasServer;
        this.orphans = new Primaries<>(environment.around().pods().ownWrites());
        this.wakes = new Wakes<>(
                Pod.class, orphans, pod -> memory.forget(pod.getMetadata().getUid()));
    }

    /** Has the Pod at this place looked at, if it is known to be an orphan. */
    public void wake(ObjectKey place) {
        wakes.wake(place);
    }

    /** The Server at this place is gone: whatever Pod is there is an orphan now. */
    public void serverGone(ObjectKey place) {
        environment.around().pods().get(place).filter(this::isOrphan).ifPresent(wakes::appeared);
    }

    private boolean isOrphan(Pod pod) {
        return Kinship.serverUid(pod)
                .filter(uid -> !hasServer.test(ObjectKey.of(pod), uid))
                .isPresent();
    }

    /** Has all orphaned Pods looked at. */
    public void wakeAll() {
        wakes.wakeAll();
    }

    /** The controller. */
    public Part part() {
        Turn turn = environment.turn(
                Manner.IN_ORDER,
                new Effects.Known(
                        environment.pods(),
                        environment.noServers(),
                        environment.noFleets(),
                        environment.noGameTypes(),
                        environment.noScalers()),
                memory);
        return new ControllerPart<>(
                environment.frame(),
                new ControllerPart.Description<>(
                        NAME,
                        List.of(ServerKind.NAME),
                        Pod.class,
                        Optional.of(Labels.SERVER_UID),
                        Selections::pruned,
                        THREADS,
                        () -> new OrphanReconciler(environment, turn, wakes),
                        config -> config.withGenericFilter(this::isOrphan)));
    }
}
