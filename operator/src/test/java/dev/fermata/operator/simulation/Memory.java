package dev.fermata.operator.simulation;

import dev.fermata.operator.fleet.Crashes;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.server.Conversation;
import dev.fermata.operator.server.Sidecar;
import dev.fermata.operator.simulation.Cluster.Change;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Rejected;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator remembers until it crashes. */
final class Memory {
    private final Map<String, Conversation> conversations = new HashMap<>();
    private final Map<Work, Instant> statusWritten = new HashMap<>();
    private final Map<Work, Map<String, Refusal>> refusals = new HashMap<>();
    private final Map<Work, Set<String>> created = new HashMap<>();
    private final Map<Work, Set<String>> taken = new HashMap<>();
    private final Map<Work, Integer> unfinished = new HashMap<>();
    private final Map<Work, Crashes> crashes = new HashMap<>();

    Conversation conversation(String podUid, boolean underway) {
        Conversation known = conversations.getOrDefault(podUid, Conversation.NONE);
        return new Conversation(known.last(), underway, known.nudgedAt(), known.toldAt());
    }

    @Nullable
    Instant statusWritten(Work work) {
        return statusWritten.get(work);
    }

    Map<String, Refusal> refusals(Work work) {
        return Map.copyOf(refusals.getOrDefault(work, Map.of()));
    }

    Set<String> created(Work work) {
        return Set.copyOf(created.getOrDefault(work, Set.of()));
    }

    Set<String> taken(Work work) {
        return Set.copyOf(taken.getOrDefault(work, Set.of()));
    }

    Crashes crashes(Work work, Instant now, List<ServerView> servers) {
        return crashes.merge(work, Crashes.NONE.seeing(now, servers), (known, first) -> known.seeing(now, servers));
    }

    void heard(Flight flight, @Nullable String failure, Instant now) {
        Conversation before = conversations.getOrDefault(flight.podUid(), Conversation.NONE);
        boolean answered = failure == null && flight.answer() != null;
        Sidecar last = answered && flight.answer() != null
                ? new Sidecar.Reachable(flight.answer(), flight.sent())
                : new Sidecar.Unreachable(String.valueOf(failure), silentSince(before, now), now);
        Instant told = switch (flight.call()) {
            case Step.TellDrain tell -> flight.sent();
            case Step.TellNoDrain none when answered -> null;
            default -> before.toldAt();
        };
        Instant nudged = answered && acknowledged(flight, before) ? null : before.nudgedAt();
        conversations.put(flight.podUid(), new Conversation(last, false, nudged, told));
    }

    private static boolean acknowledged(Flight flight, Conversation before) {
        return flight.call() instanceof Step.Acknowledge acknowledge
                && flight.answer() != null
                && flight.answer().instance().equals(acknowledge.instance())
                && before.nudgedAt() != null
                && before.last() instanceof Sidecar.Reachable(var state, Instant at)
                && !at.isBefore(before.nudgedAt());
    }

    private static Instant silentSince(Conversation before, Instant now) {
        return before.last() instanceof Sidecar.Unreachable(String why, Instant since, Instant at) ? since : now;
    }

    void nudged(String podUid, Instant now) {
        Conversation before = conversations.getOrDefault(podUid, Conversation.NONE);
        conversations.put(podUid, new Conversation(before.last(), before.underway(), now, before.toldAt()));
    }

    void wrote(Work work, Step.Write write, Instant now) {
        if (write instanceof Step.WriteServerStatus || write instanceof Step.WriteFleetStatus) {
            statusWritten.put(work, now);
        }
        refusals.getOrDefault(work, new HashMap<>())
                .entrySet()
                .removeIf(refusal -> work.manner().forgives(write, refusal));
    }

    void refused(Work work, Step.Write step, Rejected why, Instant now) {
        String kind = step.getClass().getSimpleName();
        refusals.computeIfAbsent(work, unknown -> new HashMap<>())
                .merge(
                        work.manner().name(step),
                        new Refusal(kind, "Forbidden", String.valueOf(why.getMessage()), now, now, 1),
                        (before, fresh) -> fresh.after(before));
    }

    /** How often in a row the plans of this work could not be finished, this time included. */
    int unfinished(Work work) {
        return unfinished.merge(work, 1, Integer::sum);
    }

    void finished(Work work) {
        unfinished.remove(work);
    }

    void created(Work work, String name) {
        created.computeIfAbsent(work, unknown -> new HashSet<>()).add(name);
    }

    void taken(Work work, String name) {
        taken.computeIfAbsent(work, unknown -> new HashSet<>()).add(name);
    }

    /** What the cache shows need not be remembered. */
    void seen(Change change) {
        HasMetadata object = change.object();
        if (change.place().kind() == Kind.SERVER) {
            created.values().forEach(names -> names.remove(object.getMetadata().getName()));
            taken.values().forEach(names -> names.remove(object.getMetadata().getName()));
        }
    }
}
