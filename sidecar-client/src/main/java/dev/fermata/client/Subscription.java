package dev.fermata.client;

/** A listener's place in the list. */
public interface Subscription extends AutoCloseable {
    /** Takes the listener off the list: no further call begins. Does not wait for one that has begun. May be called twice. */
    @Override
    void close();
}
