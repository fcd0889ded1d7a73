package dev.fermata.operator.shell.webhook;

import dev.fermata.operator.autoscaler.Exchange;
import dev.fermata.operator.autoscaler.Outcome;
import dev.fermata.operator.autoscaler.Trouble;
import dev.fermata.operator.plan.WebhookQuestion;
import dev.fermata.operator.shell.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to webhooks: begun at once, never waited for. What came of one is in {@link Dialogues} when its end is told to the listener. At
 * most one is under way for each GameAutoscaler, so there are never more of them than of those; each has a thread of its own, so that one
 * that hangs delays no other.
 */
public final class WebhookCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookCalls.class);

    private final Dialogues dialogues;
    private final Asker asker;
    private final Clock clock;
    private final Listener listener;
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fermata-webhook-", 0).factory());
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fermata-webhook-deadlines").factory());

    /** Hears how questions end, on a thread that must not be kept. */
    public interface Listener {
        /**
         * A question ended, however.
         *
         * @param place of the GameAutoscaler
         */
        void ended(ObjectKey place, Exchange exchange);
    }

    public WebhookCalls(Dialogues dialogues, Asker asker, Clock clock, Listener listener) {
        this.dialogues = dialogues;
        this.asker = asker;
        this.clock = clock;
        this.listener = listener;
    }

    /** Asks, unless a question of this GameAutoscaler is under way. */
    public void ask(HasMetadata scaler, WebhookQuestion question) {
        if (!dialogues.begin(scaler.getMetadata().getUid())) {
            return;
        }
        ObjectKey place = ObjectKey.of(scaler);
        Asker.Call call = asker.prepare(place.namespace(), question);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Future<?> thread = calls.submit(() -> answer(call, outcome));
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    outcome.complete(late(question));
                    call.cancel();
                    thread.cancel(true); // at another address it would begin anew
                },
                question.patience().toMillis(),
                TimeUnit.MILLISECONDS);
        CompletableFuture<Void> told = outcome.thenAccept(end -> {
            deadline.cancel(false);
            Exchange exchange = new Exchange(question, clock.instant(), end);
            dialogues.end(scaler.getMetadata().getUid(), exchange);
            listener.ended(place, exchange);
        });
        told.exceptionally(bug -> {
            LOG.atError().setCause(bug).log("an answer of a webhook could not be told");
            return null;
        });
    }

    private static void answer(Asker.Call call, CompletableFuture<Outcome> outcome) {
        try {
            outcome.complete(call.outcome());
        } catch (RuntimeException e) {
            Outcome failed = new Outcome.Failed(
                    Trouble.NO_CONNECTION, "The webhook could not be asked; the operator's log says why.");
            if (outcome.complete(failed)) {
                LOG.atError().setCause(e).log("a webhook could not be asked");
            }
        }
    }

    private static Outcome late(WebhookQuestion question) {
        return new Outcome.Failed(
                Trouble.TIMED_OUT,
                "There was no whole answer within " + question.patience().toSeconds() + " s.");
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        deadlines.shutdownNow();
        calls.shutdownNow();
        asker.close();
    }
}
