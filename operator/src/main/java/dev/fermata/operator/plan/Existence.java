package dev.fermata.operator.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Whether what creates others is itself still there to have them. Of a Fleet that was deleted an operator may hear later than of its
 * Servers, which are deleted for it: in their place nothing is to be created, so it is read live before.
 */
public enum Existence {
    /** It was not read yet. */
    UNKNOWN,
    /** It is there, and is to stay. */
    THERE,
    /** It is gone, or going, or another has its name. */
    OVER;

    /**
     * What a live read says.
     *
     * @param uid of the one that was meant
     */
    public static Existence of(Answer<? extends HasMetadata> live, String uid) {
        return switch (live) {
            case Answer.NotAsked<? extends HasMetadata> notAsked -> UNKNOWN;
            case Answer.Absent<? extends HasMetadata> absent -> OVER;
            case Answer.Found<? extends HasMetadata>(HasMetadata found) ->
                uid.equals(found.getMetadata().getUid()) && found.getMetadata().getDeletionTimestamp() == null
                        ? THERE
                        : OVER;
        };
    }
}
