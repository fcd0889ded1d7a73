package dev.fermata.operator.simulation;

import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Dice.Move;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** All that may happen, and how often. */
final class Chaos {
    private final Simulation simulation;
    private final World world;
    private final People people;
    private final Random random;

    Chaos(Simulation simulation) {
        this.simulation = simulation;
        this.world = simulation.world();
        this.people = simulation.people();
        this.random = simulation.random();
    }

    List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        moves.addAll(operators());
        moves.addAll(cluster());
        moves.addAll(games());
        moves.addAll(persons());
        return moves;
    }

    private List<Move> operators() {
        return List.of(
                new Move(200, () -> operator().hear(any(List.of(Kind.values())))),
                new Move(30, () -> simulation.hear(operator())),
                new Move(230, this::reconcile),
                new Move(230, () -> act(false)),
                new Move(6, () -> act(true)),
                new Move(80, () -> operator().ring()),
                new Move(200, () -> flight(simulation::arrive)),
                new Move(
                        8,
                        () -> flight(flight -> {
                            simulation.arrive(flight);
                            simulation.arrive(flight);
                        })),
                new Move(200, this::land),
                new Move(8, () -> simulation.crash()),
                new Move(6, () -> simulation.elect()),
                new Move(15, () -> simulation.arriveLate()),
                new Move(100, () -> simulation.nudge(Duration.ofSeconds(1))));
    }

    private List<Move> cluster() {
        return List.of(
                new Move(100, () -> pass(Duration.ofMillis(50 + random.nextInt(1500)))),
                new Move(4, () -> pass(Duration.ofSeconds(5 + random.nextInt(20)))),
                new Move(60, () -> world.schedule()),
                new Move(260, () -> world.kubelet(pod -> random.nextInt(3) > 0)),
                new Move(30, () -> world.nodeController()),
                new Move(30, () -> world.cluster().collectGarbage()),
                new Move(3, () -> world.loseNode(node(), World.Truth.CUT_OFF)),
                new Move(2, () -> world.loseNode(node(), World.Truth.DEAD)),
                new Move(6, () -> world.buryNode(node(), random.nextBoolean())),
                new Move(3, () -> world.announceNode(node())),
                new Move(8, () -> world.raiseNode(node())));
    }

    private List<Move> games() {
        return List.of(
                new Move(40, () -> machine(Machine::startMatch)),
                new Move(60, () -> machine(Machine::endMatch)),
                new Move(15, () -> machine(machine -> machine.sidecar().report(random.nextInt(9)))),
                new Move(4, () -> machine(machine -> machine.exit(random.nextInt(2)))),
                new Move(5, () -> machine(machine -> machine.restartSidecar(world.now()))),
                new Move(3, () -> world.breakImages(random.nextBoolean())));
    }

    private List<Move> persons() {
        return List.of(
                new Move(40, () -> people.scale(random.nextInt(People.MOST + 1))),
                new Move(6, () -> server(people::delete)),
                new Move(16, () -> server(people::drain)),
                new Move(20, () -> server(people::withdraw)),
                new Move(3, () -> pod(people::deletePod)),
                new Move(2, () -> server(people::force)),
                new Move(1, () -> server(people::orphan)),
                new Move(2, () -> people.applyForeignServer(random.nextInt(3))),
                new Move(3, this::renewFleet),
                new Move(4, () -> simulation.writer().refuseCreations(random.nextBoolean())));
    }

    private Operator operator() {
        return any(simulation.operators());
    }

    private void reconcile() {
        Operator operator = operator();
        if (!operator.due().isEmpty()) {
            operator.reconcile(any(operator.due()));
        }
    }

    private void act(boolean lost) {
        Operator operator = operator();
        if (!operator.running().isEmpty()) {
            operator.act(any(operator.running()), lost);
        }
    }

    private void land() {
        Operator operator = operator();
        if (!operator.flights().isEmpty()) {
            simulation.land(operator, any(operator.flights()));
        }
    }

    private void flight(Consumer<Flight> move) {
        Operator operator = operator();
        if (!operator.flights().isEmpty()) {
            move.accept(any(operator.flights()));
        }
    }

    private void pass(Duration time) {
        world.pass(time);
        simulation.expireCalls();
    }

    private void machine(Consumer<Machine> move) {
        List<Machine> running = world.machines().stream().filter(Machine::runs).toList();
        if (!running.isEmpty()) {
            move.accept(any(running));
        }
    }

    private void server(Consumer<Server> move) {
        List<Server> servers = world.cluster().servers();
        if (!servers.isEmpty()) {
            Server server = any(servers);
            world.tell(() -> "somebody meddles with " + server.getMetadata().getName());
            move.accept(server);
        }
    }

    private void pod(Consumer<Pod> move) {
        List<Pod> pods = world.cluster().pods();
        if (!pods.isEmpty()) {
            move.accept(any(pods));
        }
    }

    private void renewFleet() {
        if (people.fleet() == null) {
            people.applyFleet(random.nextInt(People.MOST + 1), simulation.deletion());
        } else {
            people.deleteFleet();
        }
    }

    private String node() {
        return any(world.nodes().keySet());
    }

    private <T> T any(Collection<T> from) {
        return List.copyOf(from).get(random.nextInt(from.size()));
    }
}
