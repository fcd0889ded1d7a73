package dev.fermata.operator.shell.sidecar;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Bounds how much is under way at once, in all and per node: a lost node, whose calls all wait for their deadline, takes its own share and
 * no other's. What finds no place waits, and nodes take turns.
 */
final class Lanes {
    private final int placesInAll;
    private final int placesPerNode;
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();
    private int inAll;

    Lanes(int placesInAll, int placesPerNode) {
        this.placesInAll = placesInAll;
        this.placesPerNode = placesPerNode;
    }

    /** Runs {@code begin} now, or as soon as there is a place; whoever began says {@link #leave} when all is over. */
    void enter(String node, Runnable begin) {
        synchronized (this) {
            if (!hasPlace(node)) {
                waiting.computeIfAbsent(node, any -> new ArrayDeque<>()).add(begin);
                return;
            }
            take(node);
        }
        begin.run();
    }

    /** Gives a place back and begins what waited for it. */
    void leave(String node) {
        Optional<Runnable> next;
        synchronized (this) {
            inAll--;
            underWay.computeIfPresent(node, (any, count) -> count == 1 ? null : count - 1);
            next = takeNext();
        }
        next.ifPresent(Runnable::run);
    }

    private boolean hasPlace(String node) {
        return inAll < placesInAll && underWay.getOrDefault(node, 0) < placesPerNode;
    }

    private void take(String node) {
        inAll++;
        underWay.merge(node, 1, Integer::sum);
    }

    private Optional<Runnable> takeNext() {
        Iterator<Map.Entry<String, Queue<Runnable>>> nodes = waiting.entrySet().iterator();
        while (nodes.hasNext()) {
            Map.Entry<String, Queue<Runnable>> entry = nodes.next();
            String node = entry.getKey();
            if (hasPlace(node)) {
                Queue<Runnable> queue = entry.getValue();
                Runnable next = queue.remove();
                nodes.remove();
                if (!queue.isEmpty()) {
                    waiting.put(node, queue); // to the end: it had its turn
                }
                take(node);
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }
}
