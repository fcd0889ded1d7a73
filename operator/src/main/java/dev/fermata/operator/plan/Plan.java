package dev.fermata.operator.plan;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one reconciliation does, as data.
 *
 * <p>If there are questions, the shell answers them and plans again; such a plan has nothing else. Otherwise it executes the steps in
 * order, emits the notes if all went through, and looks again after {@code again}, or only when an event comes if that is null. A step that
 * fails stops the rest (a conflict: someone else was quicker, decide afresh; anything else: retried with backoff); only in a Fleet's plan the
 * rest goes on, see there.
 *
 * <p>Planners count on an event for every change of what they observe, also for what this process wrote to a Server or Fleet; not for what
 * it wrote to a Pod: where that needs another look, the plan says so.
 *
 * <p>A plan in a settled world {@linkplain #isIdle() is idle}.
 *
 * @param again zero or more; zero means at once, after everything else that is waiting for its turn
 */
public record Plan(
        Set<Question> questions,
        List<Step> steps,
        List<Note> notes,
        @Nullable Duration again) {

    /** Nothing to do, nothing to wait for but events. */
    public static final Plan IDLE = new Plan(Set.of(), List.of(), List.of(), null);

    public Plan {
        questions = Set.copyOf(questions);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
        if (!questions.isEmpty() && !(steps.isEmpty() && notes.isEmpty() && again == null)) {
            throw new IllegalStateException("A plan that asks " + questions + " must do nothing else");
        }
    }

    public static Plan ask(Question first, Question... more) {
        return new Plan(EnumSet.of(first, more), List.of(), List.of(), null);
    }

    /** This, but that it looks again after so long at the latest; null: without that. */
    public Plan noLaterThan(@Nullable Duration look) {
        boolean sooner = look != null && (again == null || look.compareTo(again) < 0);
        return sooner && questions.isEmpty() ? new Plan(questions, steps, notes, look) : this;
    }

    public boolean isIdle() {
        return questions.isEmpty() && steps.isEmpty() && notes.isEmpty() && again == null;
    }
}
