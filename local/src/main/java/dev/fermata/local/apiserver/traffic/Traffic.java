package dev.fermata.local.apiserver.traffic;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Counts the requests, and lets tests interfere with them. */
public final class Traffic {
    private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    /** What requests are counted by. */
    public record Counted(String verb, String path, int code) implements Comparable<Counted> {
        @Override
        public int compareTo(Counted other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return verb + " " + path + " " + code;
        }
    }

    /** Something is to happen to the next request that matches. */
    public Fault next(Predicate<Call> which) {
        return next(1, which);
    }

    /** Something is to happen to the next requests that match, so many of them. */
    public Fault next(int times, Predicate<Call> which) {
        return new Fault(this, which, times);
    }

    /** Nothing happens to any request any more. */
    public void clearFaults() {
        faults.clear();
    }

    /** How often each kind of request was answered; a watch counts when it begins. */
    public Map<Counted, Long> counts() {
        Map<Counted, Long> sums = new TreeMap<>();
        counts.forEach((counted, sum) -> sums.put(counted, sum.sum()));
        return sums;
    }

    /** How many requests were answered of those that match. */
    public long count(Predicate<Counted> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** How many requests were answered in all. */
    public long count() {
        return count(any -> true);
    }

    /** Waits as long as a fault demands, and says what is to become of the request. */
    public Fate fate(Call call) throws InterruptedException {
        for (Fault fault : faults) {
            if (fault.claims(call)) {
                faults.removeIf(Fault::isSpent);
                return fault.await();
            }
        }
        return new Fate.Served();
    }

    public void record(Call call, int code) {
        counts.computeIfAbsent(new Counted(call.verb(), call.path(), code), unseen -> new LongAdder())
                .increment();
    }

    void arm(Fault fault) {
        faults.add(fault);
    }
}
