package dev.fermata.operator.autoscaler;

/** What came of a question. */
public sealed interface Outcome {

    /**
     * The webhook wants so many Servers.
     *
     * @param replicas 0 to 2,147,483,647
     */
    record Wants(int replicas) implements Outcome {}

    /** The webhook wants nothing changed. */
    record Holds() implements Outcome {}

    /**
     * Nothing that could be understood.
     *
     * @param why a sentence, without anything that the other side sent: what an address answers is no business of whoever may name one
     */
    record Failed(Trouble trouble, String why) implements Outcome {}
}
