package dev.fermata.operator.simulation;

import dev.fermata.operator.plan.Backoff;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.simulation.Cluster.Change;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Rejected;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An operator's shell: caches, timers, calls under way, and a memory that is lost when it crashes. It does nothing by itself; each method is
 * one move, after which anything may happen.
 */
final class Operator {
    static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(2);

    /** No status of HTTP: nothing more is tried where the API server gives no answer. */
    private static final int LOST = 0;

    private final World world;
    private final Planners planners;
    private final Writer writer;
    private final Cache cache;
    private final Memory memory = new Memory();
    private final Set<Work> due = new LinkedHashSet<>();
    private final Map<Work, Instant> timers = new LinkedHashMap<>();
    private final Map<Work, Deque<Step>> running = new LinkedHashMap<>();
    private final Set<Work> failing = new HashSet<>();
    private final List<Flight> flights = new ArrayList<>();
    private final Set<Long> own = new HashSet<>();

    Operator(World world, Planners planners, Writer writer) {
        this.world = world;
        this.planners = planners;
        this.writer = writer;
        this.cache = new Cache(world.cluster());
        cache.list(Server.class)
                .forEach(server ->
                        due.add(work(Work.Type.SERVER, server.getMetadata().getName())));
        cache.list(Fleet.class)
                .forEach(fleet ->
                        due.add(work(Work.Type.FLEET, fleet.getMetadata().getName())));
        cache.list(Pod.class)
                .forEach(pod -> due.add(work(Work.Type.ORPHAN, pod.getMetadata().getName())));
    }

    /** One informer hears of one change. */
    boolean hear(Kind kind) {
        Change change = cache.deliver(kind);
        if (change == null) {
            return false;
        }
        if (kind != Kind.POD || change.deleted() || !own.contains(change.revision())) {
            due.addAll(Routes.of(change, cache));
        }
        memory.seen(change);
        return true;
    }

    /** One reconciliation observes and decides. */
    boolean reconcile(Work work) {
        if (running.containsKey(work) || !due.remove(work)) {
            return false;
        }
        timers.remove(work);
        Plan plan = new Observer(world, cache, memory, underway()).plan(planners, work);
        if (plan == null) {
            return true;
        }
        if (plan.steps().isEmpty()) {
            memory.finished(work);
        } else {
            running.put(work, new ArrayDeque<>(plan.steps()));
        }
        if (plan.again() != null) {
            timers.put(work, world.now().plus(plan.again()));
        }
        return true;
    }

    /** One step of a plan. {@code lost}: it is done, and the answer is lost. */
    boolean act(Work work, boolean lost) {
        Deque<Step> steps = running.get(work);
        if (steps == null) {
            return false;
        }
        Step step = steps.removeFirst();
        try {
            switch (step) {
                case Step.Call call -> call(work, call);
                case Step.Write write -> write(work, write);
                case Step.AskWebhook ask -> throw new IllegalStateException("no GameAutoscaler is in this world");
            }
            if (lost) {
                throw new Rejected(LOST, "the answer was lost");
            }
        } catch (Rejected rejected) {
            steps.removeIf(next -> rejected.code() == LOST || !work.manner().goesOn(step, next));
            failed(work, step, rejected);
        }
        if (steps.isEmpty()) {
            running.remove(work);
            over(work);
        }
        return true;
    }

    /** A timer rings. */
    boolean ring() {
        return timers.entrySet().stream()
                .filter(timer -> !world.now().isBefore(timer.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(work -> {
                    timers.remove(work);
                    due.add(work);
                    return true;
                })
                .orElse(false);
    }

    /** A call ends, one way or the other. */
    void land(Flight flight, @Nullable String failure) {
        flights.remove(flight);
        memory.heard(flight, failure, world.now());
        due.add(flight.work());
    }

    /** A nudge comes for the Server of a Pod. */
    void nudge(Pod pod) {
        memory.nudged(pod.getMetadata().getUid(), world.now());
        due.add(work(Work.Type.SERVER, pod.getMetadata().getName()));
        due.add(work(Work.Type.ORPHAN, pod.getMetadata().getName()));
    }

    List<Flight> flights() {
        return flights;
    }

    Set<Work> due() {
        return due;
    }

    Set<Work> running() {
        return running.keySet();
    }

    /** What was about to be done when it crashed. */
    List<Step.Write> leftovers() {
        return running.values().stream()
                .map(Deque::peekFirst)
                .filter(Step.Write.class::isInstance)
                .map(Step.Write.class::cast)
                .toList();
    }

    boolean isBehind() {
        for (Kind kind : Kind.values()) {
            if (cache.isBehind(kind)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Instant nextTimer() {
        return timers.values().stream().min(Instant::compareTo).orElse(null);
    }

    /** I4: whatever is looked at, nothing is to do, but for some. */
    void mustBeIdle(Predicate<Work> but) {
        List<Work> all = new ArrayList<>();
        cache.list(Server.class)
                .forEach(server ->
                        all.add(work(Work.Type.SERVER, server.getMetadata().getName())));
        cache.list(Fleet.class)
                .forEach(fleet ->
                        all.add(work(Work.Type.FLEET, fleet.getMetadata().getName())));
        cache.list(Pod.class)
                .forEach(pod -> all.add(work(Work.Type.ORPHAN, pod.getMetadata().getName())));
        all.removeIf(but);
        for (Work work : all) {
            Plan plan = new Observer(world, cache, memory, underway()).plan(planners, work);
            if (plan != null && !plan.isIdle()) {
                throw new AssertionError("I4: in a settled world " + work + " wants "
                        + plan.steps().stream().map(Operator::words).toList() + " " + plan.questions() + " again "
                        + plan.again());
            }
        }
    }

    private Map<String, Boolean> underway() {
        Map<String, Boolean> pods = new HashMap<>();
        flights.forEach(flight -> pods.put(flight.podUid(), true));
        return pods;
    }

    private void call(Work work, Step.Call call) {
        Pod pod = (Pod) cache.get(new Cluster.Place(Kind.POD, work.name()));
        if (pod != null) {
            flights.add(new Flight(work, pod.getMetadata().getUid(), call, world.now()));
        }
    }

    private void write(Work work, Step.Write write) {
        HasMetadata written = writer.execute(write);
        if (written != null && write instanceof Step.CreateServer) {
            memory.created(work, written.getMetadata().getName());
        } else if (written != null) {
            cache.own(written);
            own.add(Long.parseLong(written.getMetadata().getResourceVersion()));
        }
        memory.wrote(work, write, world.now());
    }

    private void failed(Work work, Step step, Rejected rejected) {
        failing.add(work);
        boolean refused = rejected.code() == 403 || rejected.code() == 422;
        if (refused && step instanceof Step.Write write) {
            memory.refused(work, write, rejected, world.now());
        } else if (rejected.code() == 409 && step instanceof Step.CreateServer(Server server)) {
            memory.taken(work, server.getMetadata().getName());
        }
    }

    /** A plan that could not be finished is made anew after a while. */
    private void over(Work work) {
        if (failing.remove(work)) {
            timers.put(work, world.now().plus(Backoff.delay(memory.unfinished(work), FIRST_RETRY, LAST_RETRY)));
        } else {
            memory.finished(work);
        }
    }

    /** Whether the API server would not do what the Fleet wants done with a Server that is there. */
    boolean refuses(Fleet fleet) {
        return memory.refusals(work(Work.Type.FLEET, fleet.getMetadata().getName())).entrySet().stream()
                .filter(entry -> !entry.getValue().refuses(Step.CreateServer.class))
                .anyMatch(entry -> world.cluster().server(entry.getKey()) != null);
    }

    private static Work work(Work.Type type, String name) {
        return new Work(type, name);
    }

    /** For stories. */
    static String words(Step step) {
        return switch (step) {
            case Step.WriteServerStatus(var target, var status) ->
                "WriteServerStatus " + target.name() + " " + status.getPhase() + " " + status.getWaitingFor() + " "
                        + reasons(status.getConditions());
            case Step.WriteFleetStatus(var target, var status) ->
                "WriteFleetStatus " + target.name() + " " + status.getReplicas() + "/" + status.getDrainingReplicas()
                        + " " + reasons(status.getConditions());
            case Step.CreatePod(var pod) -> "CreatePod " + pod.getMetadata().getName();
            case Step.CreateServer(var server) ->
                "CreateServer " + server.getMetadata().getName();
            default -> step.toString();
        };
    }

    private static List<String> reasons(List<Condition> conditions) {
        return conditions.stream().map(Condition::getReason).toList();
    }
}
