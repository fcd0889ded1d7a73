package dev.fermata.operator.gametype;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Instants;
import dev.fermata.v1alpha1.Fleet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a GameType remembers of a revision, as annotations of its Fleet: the only memory of a rollout, so that a new operator goes on where
 * the last one ended.
 *
 * @param number counts the rollouts of the GameType: the highest is the newest revision; a revision that is returned to gets a new one. Never
 *     a time: clocks differ, and creationTimestamps have whole seconds.
 * @param completed the {@code number} under which it was last rolled out completely; 0: never
 * @param since when it was last asked for more Servers: since when it is waited for; null while the rollout is paused
 * @param failedAt when its rollout was given up and rolled back; null: it was not
 * @param supersededBy the revision that takes its place
 */
record Marks(
        int number,
        int completed,
        @Nullable Instant since,
        @Nullable Instant failedAt,
        @Nullable String supersededBy) {

    static final Marks NONE = new Marks(0, 0, null, null, null);

    static Marks of(Fleet fleet) {
        Map<String, String> annotations =
                Optional.ofNullable(fleet.getMetadata().getAnnotations()).orElse(Map.of());
        return new Marks(
                number(annotations.get(Labels.REVISION)),
                number(annotations.get(Labels.COMPLETED)),
                Instants.parse(annotations.get(Labels.PROGRESS_SINCE)),
                Instants.parse(annotations.get(Labels.FAILED_AT)),
                annotations.get(Labels.SUPERSEDED_BY));
    }

    /** The annotations that a Fleet shall have: these, and its others. */
    Map<String, String> onto(@Nullable Map<String, String> others) {
        Map<String, String> annotations = new TreeMap<>();
        Optional.ofNullable(others).ifPresent(annotations::putAll);
        put(annotations, Labels.REVISION, number == 0 ? null : number);
        put(annotations, Labels.COMPLETED, completed == 0 ? null : completed);
        put(annotations, Labels.PROGRESS_SINCE, since);
        put(annotations, Labels.FAILED_AT, failedAt);
        put(annotations, Labels.SUPERSEDED_BY, supersededBy);
        return annotations;
    }

    /** Whether it was rolled out completely since it became the newest. */
    boolean isComplete() {
        return number > 0 && completed == number;
    }

    boolean isGood() {
        return completed > 0;
    }

    Marks asked(Instant now) {
        return new Marks(number, completed, now.truncatedTo(ChronoUnit.SECONDS), failedAt, supersededBy);
    }

    Marks paused() {
        return new Marks(number, completed, null, failedAt, supersededBy);
    }

    /** The newest from now on. */
    Marks chosen(int next, Instant now) {
        return new Marks(next, completed, now.truncatedTo(ChronoUnit.SECONDS), null, null);
    }

    Marks complete() {
        return new Marks(number, number, since, failedAt, supersededBy);
    }

    Marks failed(Instant now) {
        return new Marks(number, completed, since, now.truncatedTo(ChronoUnit.SECONDS), supersededBy);
    }

    /** To be tried again, should it be asked for. */
    Marks forgiven() {
        return new Marks(number, completed, since, null, supersededBy);
    }

    Marks superseded(String by) {
        return new Marks(number, completed, since, failedAt, by);
    }

    private static void put(Map<String, String> annotations, String key, @Nullable Object value) {
        if (value == null) {
            annotations.remove(key);
        } else {
            annotations.put(key, value.toString());
        }
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : 0;
    }
}
