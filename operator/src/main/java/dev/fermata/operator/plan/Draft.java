package dev.fermata.operator.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plan in the making. Leaves out a write that the API server has lately refused, and looks again when that is due. */
public final class Draft {
    private final Instant now;
    private final @Nullable Refusal refusal;
    private final List<Step> steps = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<Instant> looks = new ArrayList<>();
    private final Set<String> wanted = new HashSet<>();

    public Draft(Instant now, @Nullable Refusal refusal) {
        this.now = now;
        this.refusal = refusal;
    }

    /** Whether writes of this kind must wait: the last one was refused. */
    public boolean mustWait(Class<? extends Step> kind) {
        return refusal != null && refusal.refuses(kind) && !refusal.isDue(now);
    }

    /** Adds the write, or looks again when it may be tried again. */
    public void write(Step.Write step) {
        if (refusal != null && mustWait(step.getClass())) {
            lookAt(refusal.retryAt());
        } else {
            steps.add(step);
        }
    }

    /**
     * Adds a write to one of several objects, or looks again when it may be tried again.
     *
     * @param name of what it is to
     * @param refusals of earlier writes, by these names
     */
    public void write(String name, Step.Write step, Map<String, Refusal> refusals) {
        wanted.add(name);
        Refusal last = refusals.get(name);
        if (last == null || last.isDue(now)) {
            steps.add(step);
            lookAt(now);
        } else {
            lookAt(last.retryAt());
        }
    }

    /** Names of what writes are wanted to, now or when they may be tried again. */
    public Set<String> wanted() {
        return Set.copyOf(wanted);
    }

    /** Adds the call; nothing may follow. */
    public void call(Step.Call call) {
        steps.add(call);
    }

    /** Adds the question. */
    public void ask(Step.AskWebhook question) {
        steps.add(question);
    }

    public void note(Note note) {
        notes.add(note);
    }

    public void lookAt(@Nullable Instant instant) {
        if (instant != null) {
            looks.add(instant);
        }
    }

    public Plan done() {
        Duration again = looks.stream()
                .min(Comparator.naturalOrder())
                .map(look -> Duration.between(now, look))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(null);
        List<Step> inOrder =
                steps.stream().sorted(Comparator.comparingInt(this::order)).toList();
        return new Plan(EnumSet.noneOf(Question.class), inOrder, notes, again);
    }

    /** What was refused the last time may be so again, which ends the plan: no other write waits for it, least of all what is said of it. */
    private int order(Step step) {
        boolean again = refusal != null && refusal.refuses(step.getClass());
        return again ? 1 : step instanceof Step.Write ? 0 : 2;
    }
}
