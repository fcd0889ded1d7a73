package dev.fermata.sidecar;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens on SIGTERM or SIGINT: the game is told, and served until it is gone, until the linger is over, or until a signal
 * comes again. Then the program ends with exit code 0.
 */
final class Ending implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final long STEP_MILLIS = 100;

    private final Sidecar sidecar;
    private final Duration linger;

    Ending(Sidecar sidecar, Duration linger) {
        this.sidecar = sidecar;
        this.linger = linger;
    }

    /** Runs as the JVM's shutdown hook. For a signal the JVM would end with 143; a hook that halts it ends it with 0. */
    @Override
    public void run() {
        sidecar.terminate();
        String why = waitForGame(System.nanoTime() + linger.toNanos());
        LOG.info("ended because={}", why);
        sidecar.close();
        Runtime.getRuntime().halt(0);
    }

    private String waitForGame(long end) {
        while (sidecar.hasGame()) {
            if (System.nanoTime() - end >= 0) {
                return "linger-over";
            }
            if (Signals.areMany()) {
                return "signalled-again";
            }
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                return "interrupted";
            }
        }
        return "game-gone";
    }
}
