package dev.fermata.operator.shell.sidecar;

/** How an exchange ended, as data: nobody throws because a machine is gone. */
sealed interface Reply {

    /** The other side answered in full and in time. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(int status, byte[] body) implements Reply {}

    /** It did not; {@code why} is a phrase for people, stable for one kind of trouble. */
    record Failed(String why) implements Reply {}
}
