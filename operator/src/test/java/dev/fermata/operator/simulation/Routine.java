package dev.fermata.operator.simulation;

import dev.fermata.operator.plan.Step;
import dev.fermata.operator.simulation.Dice.Move;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A day on which nothing goes wrong: one operator, all that is sent arrives, and only the order is left to chance. */
final class Routine {
    private static final int MOVES = 20_000;

    private final Map<String, Integer> spent = new TreeMap<>();
    private final Simulation simulation;
    private final World world;
    private final Dice dice;

    Routine(long seed, int servers) {
        simulation = new Simulation(seed, Planners.REAL, Bookkeeper::new);
        world = simulation.world();
        world.cluster().servers().forEach(world.cluster()::remove);
        simulation.people().scale(servers);
        dice = new Dice(
                simulation.random(),
                List.of(
                        new Move(200, () -> simulation.leader().hear(any(List.of(Cluster.Kind.values())))),
                        new Move(230, () -> any(simulation.leader().due(), simulation.leader()::reconcile)),
                        new Move(
                                230,
                                () -> any(
                                        simulation.leader().running(),
                                        work -> simulation.leader().act(work, false))),
                        new Move(80, () -> simulation.leader().ring()),
                        new Move(200, () -> any(simulation.leader().flights(), simulation::arrive)),
                        new Move(200, () -> any(simulation.leader().flights(), this::land)),
                        new Move(100, () -> simulation.nudge(Duration.ofSeconds(1))),
                        new Move(100, () -> world.schedule()),
                        new Move(
                                200,
                                () -> world.kubelet(pod -> simulation.random().nextInt(3) > 0)),
                        new Move(30, () -> world.cluster().collectGarbage()),
                        new Move(
                                60,
                                () -> world.pass(Duration.ofMillis(
                                        1 + simulation.random().nextInt(50))))));
    }

    /** And their sidecars have been heard and answered. */
    void untilAllAreReady() {
        until(() -> wished() == ready() && isQuiet());
    }

    /** All matches end, and the status says so. */
    void letAllGo() {
        world.machines().forEach(Machine::endMatch);
        until(() -> world.cluster().servers().stream()
                        .map(Server::getStatus)
                        .allMatch(status -> Boolean.TRUE.equals(status.getAllowed()))
                && isQuiet());
    }

    /** The Fleet is scaled to nothing. */
    void untilNoneIsLeft() {
        simulation.people().scale(0);
        until(() ->
                world.cluster().servers().isEmpty() && world.cluster().pods().isEmpty());
    }

    /** How often what was written, by Server and kind; the Fleet's own status apart. */
    Map<String, Integer> spent() {
        return spent;
    }

    void forgetSpending() {
        spent.clear();
    }

    private void until(BooleanSupplier reached) {
        for (int moves = 0; !reached.getAsBoolean(); moves++) {
            if (moves > MOVES) {
                throw new AssertionError("It does not come to pass: " + String.join("\n", world.story()));
            }
            dice.roll();
        }
    }

    private boolean isQuiet() {
        return simulation.leader().flights().isEmpty()
                && simulation.leader().due().isEmpty()
                && simulation.leader().running().isEmpty()
                && !simulation.leader().isBehind()
                && world.machines().stream()
                        .noneMatch(machine -> machine.sidecar().hasNews());
    }

    private long wished() {
        return Optional.ofNullable(simulation.people().fleet())
                .orElseThrow()
                .getSpec()
                .getReplicas();
    }

    private long ready() {
        return world.cluster().servers().stream()
                .map(Server::getStatus)
                .filter(status -> status != null && status.getPhase() == ServerStatus.Phase.Ready)
                .count();
    }

    private void land(Flight flight) {
        if (flight.answer() != null) {
            simulation.land(simulation.leader(), flight);
        }
    }

    private <T> void any(Collection<T> from, Consumer<T> move) {
        if (!from.isEmpty()) {
            move.accept(any(from));
        }
    }

    private <T> T any(Collection<T> from) {
        return List.copyOf(from).get(simulation.random().nextInt(from.size()));
    }

    /** Counts what changes anything. */
    private final class Bookkeeper extends Writer {
        private final World world;

        Bookkeeper(World world) {
            super(world);
            this.world = world;
        }

        @Override
        @Nullable
        HasMetadata execute(Step.Write write) {
            long before = world.cluster().revision();
            HasMetadata written = super.execute(write);
            boolean counts = world.cluster().revision() > before && !(write instanceof Step.WriteFleetStatus);
            if (counts) {
                spent.merge(subject(write) + " " + write.getClass().getSimpleName(), 1, Integer::sum);
            }
            return written;
        }

        private static String subject(Step.Write write) {
            return switch (write) {
                case Step.CreatePod(var pod) -> pod.getMetadata().getName();
                case Step.CreateServer(var server) -> server.getMetadata().getName();
                case Step.DeletePod delete -> delete.pod().name();
                case Step.MarkActive(var pod) -> pod.name();
                case Step.MarkInactive(var pod) -> pod.name();
                case Step.ArmGuard(var pod, var since) -> pod.name();
                case Step.LiftGuard(var pod, var since) -> pod.name();
                case Step.CreateBudget(var budget) -> budget.getMetadata().getName();
                case Step.StampFinalizer(var server) -> server.name();
                case Step.RemoveFinalizer(var server) -> server.name();
                case Step.DeleteServer(var server) -> server.name();
                case Step.WriteDrain drain -> drain.server().name();
                case Step.WithdrawDrain(var server, var requester) -> server.name();
                case Step.WriteServerStatus(var server, var status) -> server.name();
                case Step.WriteFleetStatus(var fleet, var status) -> fleet.name();
                case Step.CreateFleet(var fleet) -> fleet.getMetadata().getName();
                case Step.ChangeFleet change -> change.fleet().name();
                case Step.DeleteFleet(var fleet) -> fleet.name();
                case Step.WriteGameTypeStatus(var gameType, var status) -> gameType.name();
                case Step.ScaleGameType(var gameType, var replicas) -> gameType.name();
                case Step.WriteAutoscalerStatus(var scaler, var status) -> scaler.name();
            };
        }
    }
}
