package dev.fermata.sidecar;

/**
 * How often the JVM was told to end. While it is ending, the JVM keeps further signals to itself: each starts a thread named after
 * it ({@code "SIGTERM handler"}, in jdk.internal.misc.Signal) that waits for the end in vain. Those are counted here, for there is no
 * other way to know without the module jdk.unsupported. Should a later JDK name them differently, the linger simply runs its time;
 * a test of the program's process would tell.
 */
final class Signals {
    private static final String SUFFIX = " handler";
    private static final int ROOM = 8;

    private Signals() {}

    /** Whether more than the one signal came by which the end began. */
    static boolean areMany() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads = new Thread[top.activeCount() + ROOM];
        int count = top.enumerate(threads);
        int handlers = 0;
        for (int i = 0; i < count; i++) {
            String name = threads[i].getName();
            if (name.startsWith("SIG") && name.endsWith(SUFFIX)) {
                handlers++;
            }
        }
        return handlers > 1;
    }
}
