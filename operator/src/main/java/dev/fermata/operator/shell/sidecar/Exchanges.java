package dev.fermata.operator.shell.sidecar;

import dev.fermata.wire.Limits;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP exchanges that end: each within a deadline over the whole of it, dripping bodies included (the JDK's own timeout ends at the
 * headers), with an answer of bounded size. Nothing is followed or proxied. A connection that breaks is tried once more: it may have been
 * an idle one that the other side had closed, and every call of this protocol may be repeated.
 */
final class Exchanges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final int THREADS = 2;

    private final Duration deadline;
    private final ExecutorService callbacks = Executors.newFixedThreadPool(THREADS, daemon("fermata-sidecar-answers"));
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(daemon("fermata-sidecar-deadlines"));
    private final HttpClient client;

    Exchanges(Duration connect, Duration deadline) {
        this.deadline = deadline;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connect)
                .executor(callbacks)
                .build();
    }

    /** Sends; the reply is told once, on a thread that must not be kept, soon after the deadline at the latest. */
    void send(HttpRequest request, Consumer<Reply> told) {
        Exchange exchange = new Exchange(request);
        ScheduledFuture<?> cut = deadlines.schedule(exchange::cut, deadline.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> over = exchange.attempt()
                .exceptionallyCompose(failure ->
                        exchange.mayTryAgain(failure) ? exchange.attempt() : CompletableFuture.failedFuture(failure))
                .handle((response, failure) -> response == null
                        ? new Reply.Failed(why(failure))
                        : new Reply.Answered(response.statusCode(), response.body()))
                .thenAccept(reply -> {
                    cut.cancel(false);
                    told.accept(reply);
                });
        over.exceptionally(bug -> {
            LOG.atError().setCause(bug).log("a reply could not be told");
            return null;
        });
    }

    /** One exchange, of up to two attempts, and the way to end it. */
    private final class Exchange {
        private final HttpRequest request;
        private @Nullable CompletableFuture<?> underWay;
        private boolean over;

        Exchange(HttpRequest request) {
            this.request = request;
        }

        synchronized CompletableFuture<HttpResponse<byte[]>> attempt() {
            if (over) {
                return CompletableFuture.failedFuture(new CancellationException());
            }
            CompletableFuture<HttpResponse<byte[]>> attempt = client.sendAsync(request, bytes());
            underWay = attempt;
            return attempt;
        }

        synchronized boolean mayTryAgain(Throwable failure) {
            Throwable cause = unwrapped(failure);
            return !over && cause instanceof IOException && !(cause instanceof ConnectException) && !isLate(cause);
        }

        synchronized void cut() {
            over = true;
            if (underWay != null) {
                underWay.cancel(true);
            }
        }
    }

    private static BodyHandler<byte[]> bytes() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), Limits.MAX_ANSWER_BYTES);
    }

    private String why(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof CancellationException) {
            return "no answer within " + deadline.toSeconds() + " s";
        }
        if (isLate(cause)) {
            return "no connection in time";
        }
        if (cause instanceof ConnectException) {
            return "connection refused";
        }
        return cause instanceof IOException ? "connection broken, or no HTTP answer" : "call failed: " + cause;
    }

    private static boolean isLate(Throwable cause) {
        return cause instanceof HttpConnectTimeoutException;
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static ThreadFactory daemon(String name) {
        return Thread.ofPlatform().daemon().name(name, 0).factory();
    }

    @Override
    public void close() {
        client.shutdownNow();
        deadlines.shutdownNow();
        callbacks.shutdownNow();
    }
}
