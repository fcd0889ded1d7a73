package dev.fermata.operator.server;

/**
 * All that the {@link Gate} looks at.
 *
 * @param podRead where {@code game} was learnt
 * @param nodeRead where {@code node} was learnt
 * @param specRead where {@code manner} and {@code deadline} were learnt
 */
public record Evidence(
        Game game,
        Read podRead,
        Node node,
        Read nodeRead,
        Words words,
        Read specRead,
        Manner manner,
        Deadline deadline,
        Told told) {

    /** Where the game is, by the Pod's status. */
    public enum Game {
        /** There is no Pod. */
        NO_POD,
        /** The game's container terminated, or the Pod's phase is terminal. */
        ENDED,
        /** The Pod is bound to no node. */
        UNBOUND,
        /** The game's container never ran, and the kubelet says that it cannot: no image, bad configuration, a failing init container. */
        BLOCKED,
        /** The game's container never ran, and may do so at any moment. */
        STARTING,
        RUNNING
    }

    /** How fresh a fact is. */
    public enum Read {
        CACHED,
        LIVE
    }

    /** The Node under the Pod. */
    public enum Node {
        /** It reports, or there is none yet. */
        THERE,
        UNREACHABLE,
        /** The Node object is gone, or a person says that its machine is off. */
        LOST
    }

    /** What the sidecar last said. */
    public enum Words {
        UNKNOWN,
        SILENT,
        HOLDING,
        ALLOWED,
        /** Sealed, no longer ago than a seal is good for. */
        SEALED
    }

    /** {@code spec.deletion.force}. */
    public enum Manner {
        ASK,
        FORCE
    }

    /** The Server's deadline, and what the spec wants then. */
    public enum Deadline {
        /** There is none, or it is ahead. */
        AHEAD,
        PASSED_WAIT,
        PASSED_DELETE
    }

    /** The last attempt to tell the game that it is to go; that it was not heard makes it no less of an attempt. */
    public enum Told {
        NEVER,
        EARLIER,
        SINCE_DEADLINE
    }
}
