package dev.fermata.api;

/** Every label, annotation and finalizer that Fermata puts on an object. */
public final class Labels {
    /** What all of them begin with; templates may not set any of their own under it. */
    public static final String PREFIX = "fermata.dev/";

    /** Label of a Pod: the name of its Server. */
    public static final String SERVER = PREFIX + "server";

    /** Label of a Pod: the uid of its Server, so that a Pod is recognised even when its owner reference is gone. */
    public static final String SERVER_UID = PREFIX + "server-uid";

    /** Label of a Server and of its Pod: the name of the Fleet that it was made for. */
    public static final String FLEET = PREFIX + "fleet";

    /** Label of a Fleet, of its Servers and of their Pods: the name of the GameType that they were made for. */
    public static final String GAME_TYPE = PREFIX + "game-type";

    /** Label of a Pod: {@value #TRUE} while its Server is not draining; taken off when it drains. */
    public static final String ACTIVE = PREFIX + "active";

    /**
     * Label of a Pod: {@value #ARMED} while its game holds, and nobody but the operator may end or evict it; {@value #LIFTED} while its
     * game allows that.
     */
    public static final String GUARD = PREFIX + "guard";

    /** Annotation of a Pod: since when its guard is as it is; without it, since the Pod's creation. */
    public static final String GUARD_SINCE = PREFIX + "guard-since";

    /**
     * Annotation of a Server: lifts its guard though its game holds, for as long as it is there. Its value says why. Set by those only who have
     * the verb {@code liftguard} on servers.
     */
    public static final String LIFT_GUARD = PREFIX + "lift-guard";

    /** Label of the admission policies of the guard, and of their bindings: {@value #TRUE}. */
    public static final String POLICY = PREFIX + "policy";

    /** Annotation of a Node: when it goes, whether or not its games are over, as an instant in UTC. Its Servers are asked to go. */
    public static final String LEAVING_AT = PREFIX + "leaving-at";

    /** Label of a namespace's PodDisruptionBudget over armed Pods: {@value #TRUE}. */
    public static final String BUDGET = PREFIX + "budget";

    /** Value of {@link #GUARD}. */
    public static final String ARMED = "armed";

    /** Value of {@link #GUARD}. */
    public static final String LIFTED = "lifted";

    /** Annotation of a Pod: the id of the install key that its sidecar's token was made with. */
    public static final String KEY_ID = PREFIX + "key-id";

    /** Annotation of a GameType's Fleet: the number of its revision; the highest is the newest. */
    public static final String REVISION = PREFIX + "revision";

    /** Annotation of a GameType's Fleet: the number under which its revision was last rolled out completely. */
    public static final String COMPLETED = PREFIX + "completed";

    /** Annotation of a GameType's Fleet: since when Servers that it was asked for are waited for. */
    public static final String PROGRESS_SINCE = PREFIX + "progress-since";

    /** Annotation of a GameType's Fleet: when the rollout of its revision was given up and rolled back. */
    public static final String FAILED_AT = PREFIX + "failed-at";

    /** Annotation of a GameType's Fleet: the revision that takes the place of its own. */
    public static final String SUPERSEDED_BY = PREFIX + "superseded-by";

    /** Finalizer of a Server: holds the object until its Pod is gone. */
    public static final String HOLD = PREFIX + "hold";

    /** Label of an operator's Pod: {@value #TRUE} while it is the one that works; nudges go there. */
    public static final String LEADER = PREFIX + "leader";

    /** The value of labels that are there or not. */
    public static final String TRUE = "true";

    private Labels() {}
}
