package dev.fermata.local.kubelet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for one of two things; on virtual threads, which nobody interrupts. */
final class Waits {
    private Waits() {}

    /** Waits until the event has come, or the time has passed; whether the event has come. */
    static boolean within(Duration time, CompletableFuture<?> event) {
        try {
            event.get(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("an event that only comes or does not come has failed", failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(
                    "a thread of the kubelet was interrupted; nothing in it does so", interrupted);
        }
    }
}
