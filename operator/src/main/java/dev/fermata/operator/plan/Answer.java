package dev.fermata.operator.plan;

/** What a live read of this reconciliation said. */
public sealed interface Answer<T> {

    /** Nobody asked yet. */
    record NotAsked<T>() implements Answer<T> {}

    /** The API server answered 404. */
    record Absent<T>() implements Answer<T> {}

    /** The API server answered with this object. */
    record Found<T>(T object) implements Answer<T> {}
}
