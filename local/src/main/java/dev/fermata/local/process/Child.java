package dev.fermata.local.process;

import java.util.concurrent.CompletableFuture;

/** A process that this one started. */
public final class Child {
    private final Process process;
    private final CompletableFuture<Integer> exit;

    Child(Process process, Runnable gone) {
        this.process = process;
        this.exit = process.onExit().thenApply(ended -> {
            gone.run();
            return ended.exitValue();
        });
    }

    public long pid() {
        return process.pid();
    }

    /** Completes with the exit code when the process has ended: 128 + the signal's number if a signal ended it. */
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    /** Asks the process to end (SIGTERM). */
    public void terminate() {
        process.destroy();
    }

    /** Ends the process (SIGKILL); what it started in its turn goes with it. */
    public void kill() {
        process.destroyForcibly();
    }
}
