package dev.fermata.operator.shell.sidecar;

import dev.fermata.operator.plan.Step;
import dev.fermata.operator.server.Conversation;
import dev.fermata.operator.server.Sidecar;
import dev.fermata.wire.SidecarState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What this process remembers of talking to sidecars, per Pod uid; only of Pods that it met and that are not gone. */
public final class Conversations {
    private static final Duration BETWEEN_NUDGES = Duration.ofSeconds(1);

    private final Map<String, Memory> memories = new ConcurrentHashMap<>();

    /**
     * What is remembered of one Pod.
     *
     * @param actedAt when a nudge was acted upon last, or will be
     */
    private record Memory(Conversation conversation, Instant actedAt) {
        static final Memory EMPTY = new Memory(Conversation.NONE, Instant.MIN);

        Memory with(Conversation changed) {
            return new Memory(changed, actedAt);
        }
    }

    /** How a call ended. */
    sealed interface Outcome {
        /** The sidecar said how things stand. */
        record Heard(SidecarState state) implements Outcome {}

        /** It is not the one that was meant: it restarted. */
        record Restarted() implements Outcome {}

        /** It said nothing that could be understood. */
        record Silent(String why) implements Outcome {}
    }

    /** A call that ended, and when. */
    record Ended(Step.Call call, Instant sentAt, Instant endedAt, Outcome outcome) {}

    public Conversation of(String podUid) {
        return memories.getOrDefault(podUid, Memory.EMPTY).conversation();
    }

    /** There is such a Pod. */
    void meet(String podUid) {
        memories.putIfAbsent(podUid, Memory.EMPTY);
    }

    /** There is no such Pod any more. */
    public void forget(String podUid) {
        memories.remove(podUid);
    }

    /**
     * Notes that the sidecar says it has news.
     *
     * @param podUid of a Pod that there is
     * @return when to act upon it: at most once a second for each Pod; absent if that is settled
     */
    public Optional<Instant> news(String podUid, Instant now) {
        AtomicReference<@Nullable Instant> when = new AtomicReference<>();
        memories.compute(podUid, (uid, known) -> {
            Memory memory = known == null ? Memory.EMPTY : known;
            Conversation c = memory.conversation;
            Conversation news = new Conversation(c.last(), c.underway(), now, c.toldAt());
            Instant last = memory.actedAt;
            if (last.isAfter(now)) {
                return memory.with(news);
            }
            Instant next = last.isBefore(now.minus(BETWEEN_NUDGES)) ? now : last.plus(BETWEEN_NUDGES);
            when.set(next);
            return new Memory(news, next);
        });
        return Optional.ofNullable(when.get());
    }

    /** Notes that a call begins. False, and nothing noted, if another is under way or the Pod is unknown. */
    boolean begin(String podUid) {
        AtomicBoolean begun = new AtomicBoolean();
        memories.computeIfPresent(podUid, (uid, memory) -> {
            Conversation c = memory.conversation;
            begun.set(!c.underway());
            return memory.with(new Conversation(c.last(), true, c.nudgedAt(), c.toldAt()));
        });
        return begun.get();
    }

    /** Notes how the call under way ended. */
    void end(String podUid, Ended ended) {
        memories.computeIfPresent(podUid, (uid, memory) -> memory.with(after(memory.conversation, ended)));
    }

    private static Conversation after(Conversation before, Ended ended) {
        Sidecar last = switch (ended.outcome()) {
            case Outcome.Heard(SidecarState state) -> new Sidecar.Reachable(state, ended.sentAt());
            case Outcome.Restarted restarted -> before.last();
            case Outcome.Silent(String why) ->
                new Sidecar.Unreachable(why, silentSince(before, ended), ended.endedAt());
        };
        return new Conversation(last, false, nudgedAt(before, ended), toldAt(before, ended));
    }

    private static Instant silentSince(Conversation before, Ended ended) {
        return before.last() instanceof Sidecar.Unreachable(String why, Instant since, Instant at)
                ? since
                : ended.sentAt();
    }

    /** A restart is news of the operator's own finding. */
    private static @Nullable Instant nudgedAt(Conversation before, Ended ended) {
        Instant nudgedAt = before.nudgedAt();
        return switch (ended.outcome()) {
            case Outcome.Restarted restarted -> ended.endedAt();
            case Outcome.Heard heard
            when nudgedAt != null
                    && ended.call() instanceof Step.Acknowledge
                    && before.last() instanceof Sidecar.Reachable(SidecarState state, Instant at)
                    && !at.isBefore(nudgedAt) -> null;
            case Outcome.Heard heard -> nudgedAt;
            case Outcome.Silent silent -> nudgedAt;
        };
    }

    private static @Nullable Instant toldAt(Conversation before, Ended ended) {
        return switch (ended.call()) {
            case Step.TellDrain tell -> ended.sentAt();
            case Step.TellNoDrain none when ended.outcome() instanceof Outcome.Heard -> null;
            default -> before.toldAt();
        };
    }
}
