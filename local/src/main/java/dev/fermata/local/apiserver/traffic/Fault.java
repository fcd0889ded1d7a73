package dev.fermata.local.apiserver.traffic;

import dev.fermata.local.apiserver.refusal.Refusal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Something that happens to the next requests that match, so many of them. Made by {@link Traffic#next}. */
public final class Fault {
    private final Traffic traffic;
    private final Predicate<Call> which;
    private final AtomicInteger left;
    private volatile Fate fate = new Fate.Served();
    private volatile Duration delay = Duration.ZERO;
    private final Gate gate = new Gate();

    Fault(Traffic traffic, Predicate<Call> which, int times) {
        this.traffic = traffic;
        this.which = which;
        this.left = new AtomicInteger(times);
    }

    /** They are answered with this status and reason, such as 500 and InternalError. */
    public void refuse(int code, String reason) {
        fate = new Fate.Refused(Refusal.of(code, reason, "a fault that a test asked for"));
        traffic.arm(this);
    }

    /** Their connections break, and they have no effect. */
    public void cutBefore() {
        fate = new Fate.CutBefore();
        traffic.arm(this);
    }

    /** They have their effect, and their connections break before the answer. */
    public void cutAfter() {
        fate = new Fate.CutAfter();
        traffic.arm(this);
    }

    /** They wait for so long before anything happens. */
    public void delay(Duration time) {
        delay = time;
        traffic.arm(this);
    }

    /** They wait, before anything happens, until the gate is opened. */
    public Gate hold() {
        gate.shut();
        traffic.arm(this);
        return gate;
    }

    /** Holds requests back until it is opened. */
    public static final class Gate implements AutoCloseable {
        private final AtomicInteger arrived = new AtomicInteger();
        private volatile CountDownLatch latch = new CountDownLatch(0);

        private Gate() {}

        private void shut() {
            latch = new CountDownLatch(1);
        }

        /** How many requests have come to it. */
        public int arrived() {
            return arrived.get();
        }

        /** Lets through what was held, and everything after it. */
        public void open() {
            latch.countDown();
        }

        private void pass() throws InterruptedException {
            arrived.incrementAndGet();
            latch.await();
        }

        @Override
        public void close() {
            open();
        }
    }

    boolean claims(Call call) {
        return which.test(call) && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
    }

    boolean isSpent() {
        return left.get() == 0;
    }

    Fate await() throws InterruptedException {
        gate.pass();
        if (!delay.isZero()) {
            Thread.sleep(delay);
        }
        return fate;
    }
}
