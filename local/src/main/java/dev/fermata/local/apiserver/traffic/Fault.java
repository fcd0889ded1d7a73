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
    private volatile CountDownLatch gate = new CountDownLatch(0);

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
        CountDownLatch latch = new CountDownLatch(1);
        gate = latch;
        traffic.arm(this);
        return latch::countDown;
    }

    /** Lets go what was held. */
    @FunctionalInterface
    public interface Gate extends AutoCloseable {
        /** Opens the gate, for good. */
        void open();

        @Override
        default void close() {
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
        gate.await();
        if (!delay.isZero()) {
            Thread.sleep(delay);
        }
        return fate;
    }
}
