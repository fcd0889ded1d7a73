package dev.fermata.operator.simulation;

import dev.fermata.operator.server.Request;
import dev.fermata.operator.simulation.Machine.Stage;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** After the chaos: nobody meddles any more, and all that was lost arrives or is given up. */
final class Calm {
    private static final int MOVES = 6_000;

    private final Simulation simulation;
    private final World world;

    Calm(Simulation simulation) {
        this.simulation = simulation;
        this.world = simulation.world();
    }

    void run() {
        world.tell(() -> "the chaos ends");
        while (simulation.operators().size() > 1) {
            simulation.crash();
        }
        simulation.forgetLate();
        simulation.writer().calm();
        rest(Duration.ofSeconds(60), false);
        new Silence(simulation, this::isPoisoned).isBroken();
        world.tell(() -> "the games let go");
        world.nodes().keySet().forEach(world::raiseNode);
        world.findImages();
        if (simulation.people().fleet() == null) {
            simulation.people().applyFleet(2, People.patient());
        }
        String disliked = simulation.writer().disliked();
        boolean restless = disliked != null || simulation.writer().poisoned() != null;
        rest(restless ? Duration.ofMinutes(30) : Duration.ofHours(2), true); // what is refused is tried again and again
        if (disliked != null) {
            besideTheDislikedAllIsWell(disliked);
        } else if (restless) {
            besideThePoisonedAllIsWell();
        } else {
            allIsAsWished();
            nothingIsDone(work -> false);
        }
    }

    /** I8: a name that no Server may have costs its Fleet this one Server and no other, and the Fleet says which, and why. */
    private void besideTheDislikedAllIsWell(String name) {
        Fleet fleet = Optional.ofNullable(simulation.people().fleet()).orElseThrow();
        long servers = world.cluster().servers().stream()
                .filter(server -> Observer.owns(fleet, server))
                .count();
        boolean lacksIt =
                servers == fleet.getSpec().getReplicas() - 1 && world.cluster().server(name) == null;
        try {
            if (lacksIt) {
                world.cluster().servers().forEach(this::isSettled);
                saysThatItLacks(fleet, name);
            } else {
                allIsAsWished();
            }
            nothingIsDone(work -> lacksIt && work.type() == Work.Type.FLEET);
        } catch (AssertionError broken) {
            throw new AssertionError("I8: beside a name that no Server may have: " + broken.getMessage(), broken);
        }
    }

    private static void saysThatItLacks(Fleet fleet, String name) {
        boolean said = fleet.getStatus().getConditions().stream()
                .filter(condition -> condition.getReason().equals("CreationRefused"))
                .map(Condition::getMessage)
                .anyMatch(words -> words.contains(name) && words.contains(Writer.REFUSAL));
        if (!said) {
            throw new AssertionError("I3: the Fleet does not say what it lacks: "
                    + fleet.getStatus().getConditions());
        }
    }

    /** I8: one Server to which nothing can be written stops nothing else, and its Fleet says what it cannot do. */
    private void besideThePoisonedAllIsWell() {
        Fleet fleet = Optional.ofNullable(simulation.people().fleet()).orElseThrow();
        List<Server> stuck =
                world.cluster().servers().stream().filter(this::isPoisoned).toList();
        boolean ofFleet = stuck.stream().anyMatch(server -> Observer.owns(fleet, server));
        Set<String> names = Stream.concat(
                        stuck.stream(), world.cluster().pods().stream().filter(this::isPoisoned))
                .map(object -> object.getMetadata().getName())
                .collect(Collectors.toSet());
        try {
            if (ofFleet) {
                theFleetIsAsGoodAsItCanBe(fleet);
            } else {
                allIsAsWished();
            }
            nothingIsDone(work -> names.contains(work.name()) || (ofFleet && work.type() == Work.Type.FLEET));
        } catch (AssertionError broken) {
            throw new AssertionError(
                    "I8: beside a Server to which nothing can be written: " + broken.getMessage(), broken);
        }
    }

    private void theFleetIsAsGoodAsItCanBe(Fleet fleet) {
        long others = world.cluster().servers().stream()
                .filter(server -> !isPoisoned(server) && Observer.owns(fleet, server))
                .count();
        int wished = fleet.getSpec().getReplicas();
        if (others > wished || others < wished - 1) {
            throw new AssertionError("The Fleet has " + others + " other Servers, and " + wished + " were wished for");
        }
        world.cluster().servers().stream().filter(server -> !isPoisoned(server)).forEach(this::isSettled);
        boolean refused = simulation.leader().refuses(fleet);
        boolean said = fleet.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getMessage().contains(Writer.REFUSAL));
        if (refused != said) {
            throw new AssertionError("I3: the Fleet does not say what it cannot do, or more than that: "
                    + fleet.getStatus().getConditions());
        }
    }

    /** It, or whose Pod cannot be made as long as the Pod of it is there, which nobody can delete. */
    private boolean isPoisoned(Server server) {
        Pod pod = world.cluster().pod(server.getMetadata().getName());
        return server.getMetadata().getUid().equals(simulation.writer().poisoned()) || (pod != null && isPoisoned(pod));
    }

    private boolean isPoisoned(Pod pod) {
        String poisoned = simulation.writer().poisoned();
        return poisoned != null && poisoned.equals(World.serverUid(pod));
    }

    /** Lets happen what happens by itself, until nothing does or the time is up. */
    private void rest(Duration time, boolean kind) {
        Instant end = world.now().plus(time);
        int moves = 0;
        while (moves++ < MOVES) {
            if (!move(kind)) {
                Instant next = next();
                if (next.isAfter(end)) {
                    return;
                }
                world.pass(Duration.between(world.now(), next));
            }
        }
        throw new AssertionError(
                "I4: it does not come to rest: " + simulation.leader().due());
    }

    private boolean move(boolean kind) {
        simulation.expireCalls();
        return world.cluster().collectGarbage()
                || world.schedule()
                || world.kubelet(pod -> true)
                || world.nodeController()
                || (kind && games())
                || simulation.hear(simulation.leader())
                || work()
                || simulation.leader().ring()
                || simulation.nudge(Duration.ofSeconds(30));
    }

    /** Games end their match when they are asked to go; those that nobody asks play on, and start anew. */
    private boolean games() {
        for (Machine machine : world.machines()) {
            boolean asked = machine.sidecar().asked();
            if (machine.runs() && asked && !machine.sidecar().allowed()) {
                machine.endMatch();
                return true;
            }
            if (machine.runs() && !asked && !machine.playing()) {
                machine.startMatch();
                if (machine.playing()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean work() {
        Operator operator = simulation.leader();
        for (Flight flight : List.copyOf(operator.flights())) {
            simulation.arrive(flight);
            if (flight.answer() != null) {
                simulation.land(operator, flight);
                return true;
            }
        }
        for (Work work : List.copyOf(operator.running())) {
            return operator.act(work, false);
        }
        for (Work work : List.copyOf(operator.due())) {
            if (operator.reconcile(work)) {
                return true;
            }
        }
        return false;
    }

    private Instant next() {
        Instant next = simulation.nextNudge();
        Instant timer = simulation.leader().nextTimer();
        if (timer != null && timer.isBefore(next)) {
            next = timer;
        }
        for (Flight flight : simulation.leader().flights()) {
            Instant expiry = flight.sent().plus(Operator.CALL);
            next = expiry.isBefore(next) ? expiry : next;
        }
        for (Pod pod : world.cluster().pods()) {
            Instant grace = Optional.ofNullable(pod.getMetadata().getDeletionTimestamp())
                    .map(Instant::parse)
                    .filter(world.now()::isBefore)
                    .orElse(Instant.MAX);
            next = grace.isBefore(next) ? grace : next;
        }
        return next.isBefore(world.now()) ? world.now().plusMillis(1) : next;
    }

    private void allIsAsWished() {
        Fleet fleet = simulation.people().fleet();
        List<Server> servers = world.cluster().servers().stream()
                .filter(server -> fleet != null && Observer.owns(fleet, server))
                .toList();
        if (fleet == null || servers.size() != fleet.getSpec().getReplicas()) {
            throw new AssertionError("The Fleet has not the Servers that were wished for: " + names(servers));
        }
        if (!fleet.getSpec().getReplicas().equals(fleet.getStatus().getReadyReplicas())
                || fleet.getStatus().getDrainingReplicas() != 0) {
            throw new AssertionError(
                    "The Fleet's status is not true: " + fleet.getStatus().getConditions());
        }
        world.cluster().servers().stream().filter(server -> !isPoisoned(server)).forEach(this::isSettled);
        for (Pod pod : world.cluster().pods()) {
            if (world.cluster().server(pod.getMetadata().getName()) == null && !isPoisoned(pod)) {
                throw new AssertionError("Pod " + pod.getMetadata().getName() + " is left without a Server");
            }
        }
    }

    private void isSettled(Server server) {
        String name = server.getMetadata().getName();
        if (Request.of(server) != null) {
            throw new AssertionError(name + " is stuck: " + server.getStatus().getConditions());
        }
        Pod pod = world.cluster().pod(name);
        Machine machine = pod == null ? null : world.machine(pod.getMetadata().getUid());
        if (pod != null && machine != null && machine.stage() != Stage.OVER) {
            isAlive(server, pod, machine);
        } else if (server.getStatus() == null || server.getStatus().getPhase() != ServerStatus.Phase.Ended) {
            throw new AssertionError(name + " does not say that it ended: " + server.getStatus());
        }
    }

    private static void isAlive(Server server, Pod pod, Machine machine) {
        boolean free = !machine.sidecar().asked() && !machine.sidecar().sealed();
        boolean active = "true".equals(World.label(pod, "fermata.dev/active"));
        boolean known = machine.sidecar().allowed()
                == Boolean.TRUE.equals(server.getStatus().getAllowed());
        if (!free || !active || !known || server.getStatus().getPhase() != ServerStatus.Phase.Ready) {
            throw new AssertionError("I6: " + machine.name() + " is not as it was: "
                    + machine.sidecar().state() + ", active " + active + ", "
                    + server.getStatus().getPhase() + ", " + server.getStatus().getAllowed());
        }
    }

    /** I4: whatever is looked at, and whenever. */
    private void nothingIsDone(Predicate<Work> but) {
        for (Duration later : List.of(Duration.ZERO, Duration.ofHours(1))) {
            world.pass(later);
            simulation.leader().mustBeIdle(but);
        }
    }

    private static List<String> names(List<Server> servers) {
        return servers.stream()
                .map(server -> server.getMetadata().getName() + " "
                        + server.getMetadata().getDeletionTimestamp())
                .toList();
    }
}
