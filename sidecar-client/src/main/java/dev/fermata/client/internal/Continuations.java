package dev.fermata.client.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where the game's code runs that hangs on a future: on daemon threads that come when needed and go after a second. One usually
 * does; there are more only while the game's own code blocks them. Not the JDK's default, which on a machine with two processors or
 * fewer is a new thread for each, and one that keeps the process alive if the game's main thread happens to start it.
 */
public final class Continuations {
    /** Never waits, never refuses. */
    public static final Executor EXECUTOR = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Continuations::thread);

    private Continuations() {}

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fermata-continuation");
        thread.setDaemon(true);
        return thread;
    }
}
