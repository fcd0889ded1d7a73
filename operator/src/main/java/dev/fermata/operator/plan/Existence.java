package dev.fermata.operator.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Whether what creates others is itself still there to have them. Of a Fleet that was deleted an operator may hear later than of its
 * Servers, which are deleted for it: in their place nothing is to be created, so it is read live before.
 */
public final class Existence {
    private Existence() {}

    /**
     * What there is to do instead of creating; null if nothing stands against that.
     *
     * @param creator from a cache
     * @param live what a live read says of it
     * @param question that read
     * @return the question, if it was not asked yet; nothing, if the creator is gone, or going, or another has its name
     */
    public static @Nullable Plan doubt(HasMetadata creator, Answer<? extends HasMetadata> live, Question question) {
        return switch (live) {
            case Answer.NotAsked<? extends HasMetadata> notAsked -> Plan.ask(question);
            case Answer.Absent<? extends HasMetadata> absent -> Plan.IDLE;
            case Answer.Found<? extends HasMetadata>(HasMetadata found) -> isToStay(found, creator) ? null : Plan.IDLE;
        };
    }

    private static boolean isToStay(HasMetadata found, HasMetadata creator) {
        return creator.getMetadata().getUid().equals(found.getMetadata().getUid())
                && found.getMetadata().getDeletionTimestamp() == null;
    }
}
