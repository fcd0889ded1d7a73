package dev.fermata.operator.server;

import dev.fermata.operator.plan.Question;

/** What the {@link Gate} says: may this Pod be deleted now? */
public sealed interface Verdict {

    /** Yes. */
    record Open(Reason reason) implements Verdict {}

    /** No, and nothing that the operator can do at once would change that. */
    record Shut(Reason reason) implements Verdict {}

    /** Not before this is read at the API server. */
    record AskFirst(Question question) implements Verdict {}

    /** Not before the sidecar was asked what the game says. */
    record FetchFirst() implements Verdict {}

    /** Not before one more attempt to tell the game. */
    record TellFirst() implements Verdict {}

    /** Not before the game's permission is sealed. */
    record SealFirst() implements Verdict {}

    /** Why; the word is used in conditions, Events and metrics. */
    enum Reason {
        NO_POD("NoPod"),
        NOT_RUNNING("NotRunning"),
        NODE_LOST("NodeLost"),
        NODE_UNREACHABLE("NodeUnreachable"),
        FORCED("Forced"),
        SEALED("Sealed"),
        DEADLINE_PASSED("DeadlinePassed"),
        DEADLINE_PASSED_WAITING("DeadlinePassedWaiting"),
        SIDECAR_UNREACHABLE("SidecarUnreachable"),
        AWAITING_PERMISSION("AwaitingPermission");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
