package dev.fermata.operator.shell.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Look-ups of names, which cannot be ended and may take long. Each has a thread of the platform's, which it occupies; whoever asks for a name
 * that is being looked up waits for the same look-up. So there are never more threads than names, however often one that hangs is asked for.
 */
final class LookUps implements AutoCloseable {
    private final Names names;
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("fermata-webhook-names-", 0).factory());

    LookUps(Names names) {
        this.names = names;
    }

    /** Ends with what {@link Names} says. */
    CompletableFuture<List<InetAddress>> begin(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> others = underWay.putIfAbsent(host, mine);
        if (others != null) {
            return others;
        }
        threads.execute(() -> {
            try {
                mine.complete(names.addresses(host));
            } catch (UnknownHostException | RuntimeException e) {
                mine.completeExceptionally(e);
            } finally {
                underWay.remove(host, mine);
            }
        });
        return mine;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
