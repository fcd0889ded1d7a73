package dev.fermata.operator.simulation;

import dev.fermata.operator.plan.Step;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Rejected;
import dev.fermata.v1alpha1.serverspec.Deletion;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * One run, all of it decided by its seed: a time of chaos, a time in which games hold and nobody may wait in silence, and a calm in which
 * everything must come to rest as it was wished for.
 */
final class Simulation {
    private static final int MOVES = 800;
    private static final Duration NUDGE = Duration.ofSeconds(30);

    private final Random random;
    private final World world = new World();
    private final People people = new People(world);
    private final Writer writer;
    private final Planners planners;
    private final List<Operator> operators = new ArrayList<>();
    private final List<Flight> lostFlights = new ArrayList<>();
    private final List<Step.Write> lostWrites = new ArrayList<>();
    private final Map<String, Instant> nudged = new HashMap<>();
    private final Dice dice;

    Simulation(long seed, Planners planners, Function<World, Writer> writer) {
        this.random = new Random(seed);
        this.planners = planners;
        this.writer = writer.apply(world);
        people.applyFleet(random.nextInt(People.MOST + 1), deletion());
        people.applyServer(deletion());
        operators.add(new Operator(world, planners, this.writer));
        this.dice = new Dice(random, new Chaos(this).moves());
    }

    World world() {
        return world;
    }

    People people() {
        return people;
    }

    Writer writer() {
        return writer;
    }

    Random random() {
        return random;
    }

    List<Operator> operators() {
        return operators;
    }

    Operator leader() {
        return operators.getLast();
    }

    /** Throws an AssertionError at the first broken promise. */
    void run() {
        for (int i = 0; i < MOVES; i++) {
            dice.roll();
        }
        new Calm(this).run();
    }

    /** A new leader; the old one may not know yet. */
    void elect() {
        if (operators.size() == 1) {
            operators.add(new Operator(world, planners, writer));
        }
    }

    /** The oldest operator ends between two steps; what it had just sent may arrive yet. */
    void crash() {
        Operator operator = operators.removeFirst();
        operator.leftovers().stream().filter(write -> random.nextBoolean()).forEach(lostWrites::add);
        lostFlights.addAll(operator.flights());
        if (operators.isEmpty()) {
            operators.add(new Operator(world, planners, writer));
        }
    }

    /** A write of an operator that is no more arrives. */
    void arriveLate() {
        if (!lostWrites.isEmpty()) {
            try {
                writer.execute(lostWrites.remove(random.nextInt(lostWrites.size())));
            } catch (Rejected rejected) {
                world.tell(() -> "  late: " + rejected.getMessage());
            }
        }
        if (!lostFlights.isEmpty()) {
            arrive(lostFlights.remove(random.nextInt(lostFlights.size())));
        }
    }

    void forgetLate() {
        lostWrites.clear();
        lostFlights.clear();
    }

    /** A call arrives at its sidecar, if that can be reached, and is heard. */
    void arrive(Flight flight) {
        Machine machine = world.machine(flight.podUid());
        boolean inTime = world.now().isBefore(flight.sent().plus(Operator.CALL));
        if (machine != null && world.reaches(machine) && inTime) {
            world.tell(() -> "  " + machine.name() + " hears " + flight.call());
            flight.arrive(machine.sidecar());
        }
    }

    /** The caller hears how its call went: an answer only if the call arrived. */
    void land(Operator operator, Flight flight) {
        operator.land(flight, flight.answer() == null ? "no answer" : null);
    }

    void expireCalls() {
        for (Operator operator : operators) {
            for (Flight flight : List.copyOf(operator.flights())) {
                if (!world.now().isBefore(flight.sent().plus(Operator.CALL))) {
                    operator.land(flight, "no answer within 5 s");
                }
            }
        }
    }

    /** Some sidecar has news, and tells the leader. */
    boolean nudge(Duration patience) {
        for (Machine machine : world.machines()) {
            Pod pod = world.cluster().pod(machine.name());
            Instant last = nudged.getOrDefault(machine.uid(), Instant.EPOCH);
            if (pod != null
                    && world.reaches(machine)
                    && machine.sidecar().hasNews()
                    && !world.now().isBefore(last.plus(patience))) {
                nudged.put(machine.uid(), world.now());
                leader().nudge(pod);
                return true;
            }
        }
        return false;
    }

    /** When a sidecar nudges again. */
    Instant nextNudge() {
        return world.machines().stream()
                .filter(world::reaches)
                .filter(machine -> machine.sidecar().hasNews())
                .map(machine ->
                        nudged.getOrDefault(machine.uid(), Instant.EPOCH).plus(NUDGE))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    boolean hear(Operator operator) {
        boolean heard = false;
        for (Kind kind : Kind.values()) {
            while (operator.hear(kind)) {
                heard = true;
            }
        }
        return heard;
    }

    Deletion deletion() {
        return switch (random.nextInt(6)) {
            case 0 -> People.until(1 + random.nextInt(60), Deletion.OnTimeout.Delete);
            case 1 -> People.until(1 + random.nextInt(60), Deletion.OnTimeout.Wait);
            default -> People.patient();
        };
    }
}
