package dev.fermata.operator.gametype;

import static dev.fermata.operator.plan.Claim.Truth.FALSE;
import static dev.fermata.operator.plan.Claim.Truth.TRUE;

import dev.fermata.operator.plan.Claim;
import java.util.Arrays;

/**
 * Where a rollout is: an ordered table, the first row that matches counts. Each is a reason of the condition Progressing.
 *
 * <p>The reasons that Deployments have too are called as there, so that what watches a Deployment understands a GameType.
 */
enum Stage {
    /** {@code spec.revision} names a revision that is not there: nothing moves but the number. */
    UNKNOWN_REVISION("UnknownRevision", FALSE, Moves.NUMBER),
    /** A person stopped it. */
    PAUSED("Paused", FALSE, Moves.NUMBER),
    /** The revision has no Fleet yet. */
    NEW_REVISION("NewRevision", TRUE, Moves.CREATE),
    /** The revision of the template failed, and the last good one runs alone again. */
    ROLLED_BACK("RolledBack", FALSE, Moves.ROLLOUT),
    /** All is as wanted. */
    COMPLETE("NewRevisionAvailable", TRUE, Moves.ROLLOUT),
    /** No new Server became ready in time, and the last good revision is to be returned to. */
    GIVEN_UP("ProgressDeadlineExceeded", FALSE, Moves.GIVE_UP),
    /** No new Server became ready in time. What runs is left alone; should one become ready after all, the rollout goes on. */
    LATE("ProgressDeadlineExceeded", FALSE, Moves.NUMBER),
    /** On the way back to the last good revision. */
    ROLLING_BACK("RollingBack", TRUE, Moves.ROLLOUT),
    /** New Servers are starting. */
    WAITING_FOR_SERVERS("WaitingForServers", TRUE, Moves.ROLLOUT),
    /** As many old Servers wait for their games as {@code maxDraining} allows. */
    WAITING_FOR_GAMES("WaitingForGames", TRUE, Moves.ROLLOUT),
    /** Old Servers are being asked to go, new ones being asked for. */
    REPLACING("Replacing", TRUE, Moves.ROLLOUT);

    private final String word;
    private final Claim.Truth truth;
    private final Moves moves;

    Stage(String word, Claim.Truth truth, Moves moves) {
        this.word = word;
        this.truth = truth;
        this.moves = moves;
    }

    /** What is done in a stage. */
    enum Moves {
        /** The number of Servers is kept up; none moves from one revision to another. */
        NUMBER,
        /** The revision's Fleet is created. */
        CREATE,
        /** Servers move to the revision that shall run. */
        ROLLOUT,
        /** The revision is marked as failed. */
        GIVE_UP
    }

    /**
     * What decides.
     *
     * @param unknown {@code spec.revision} names no revision
     * @param paused {@code spec.paused}
     * @param absent the revision has no Fleet
     * @param moved the revision has all Servers that are wanted, available, and no other has any that counts
     * @param rolledBack the last good revision is meant in place of the template's
     * @param late no Server became available in time
     * @param mayRollBack {@code onFailure} is RollBack, and there is a good revision to return to
     * @param pending Servers of the revision were asked for and are not available
     * @param crowded as many old Servers wait for their game as may
     */
    record Facts(
            boolean unknown,
            boolean paused,
            boolean absent,
            boolean moved,
            boolean rolledBack,
            boolean late,
            boolean mayRollBack,
            boolean pending,
            boolean crowded) {}

    static Stage of(Facts facts) {
        return Arrays.stream(values())
                .filter(stage -> stage.matches(facts))
                .findFirst()
                .orElseThrow();
    }

    private boolean matches(Facts facts) {
        return switch (this) {
            case UNKNOWN_REVISION -> facts.unknown();
            case PAUSED -> facts.paused();
            case NEW_REVISION -> facts.absent();
            case ROLLED_BACK -> facts.moved() && facts.rolledBack();
            case COMPLETE -> facts.moved();
            case GIVEN_UP -> facts.late() && facts.mayRollBack();
            case LATE -> facts.late();
            case ROLLING_BACK -> facts.rolledBack();
            case WAITING_FOR_SERVERS -> facts.pending();
            case WAITING_FOR_GAMES -> facts.crowded();
            case REPLACING -> true;
        };
    }

    /** The reason of the condition. */
    String word() {
        return word;
    }

    /** The condition's status. */
    Claim.Truth truth() {
        return truth;
    }

    Moves moves() {
        return moves;
    }
}
