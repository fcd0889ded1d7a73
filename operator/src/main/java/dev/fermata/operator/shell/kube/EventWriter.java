package dev.fermata.operator.shell.kube;

import dev.fermata.operator.shell.log.LogKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventSeries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kubernetes Events, in the background and as far as it goes: a caller never waits, what does not fit into the queue is dropped,
 * trouble is logged once. What is told again within ten minutes becomes a series of the first.
 */
public final class EventWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final int QUEUE = 2_000;
    private static final int SERIES = 5_000;
    private static final int MAX_NOTE = 1_024;
    private static final Duration SERIES_LIFETIME = Duration.ofMinutes(10);
    private static final String CONTROLLER = "fermata.dev/operator";
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final ApiServer api;
    private final Clock clock;
    private final String instance;
    private final AtomicLong number = new AtomicLong();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final ThreadPoolExecutor queue = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("fermata-events").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    private final Map<Told, Series> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Series> eldest) {
            return size() > SERIES;
        }
    };

    /** Something to tell, once or again. */
    private record Told(String uid, String type, String reason, String note) {}

    private record Series(Event first, int count) {}

    /**
     * What to tell.
     *
     * @param type {@code Normal} or {@code Warning}
     * @param reason CamelCase
     * @param action what was being done, CamelCase
     * @param note a sentence
     */
    public record News(String type, String reason, String action, String note) {}

    /**
     * Begins with an empty queue.
     *
     * @param instance which operator process tells it, up to 128 characters
     */
    public EventWriter(ApiServer api, Clock clock, String instance) {
        this.api = api;
        this.clock = clock;
        this.instance = instance;
    }

    /** Tells it about the object, soon. */
    public void tell(HasMetadata about, News news) {
        Instant now = clock.instant();
        queue.execute(() -> write(about, news, now));
    }

    private void write(HasMetadata about, News news, Instant now) {
        try {
            Told key = new Told(about.getMetadata().getUid(), news.type(), news.reason(), news.note());
            Series earlier = told.get(key);
            ApiAnswer<Event> answer = earlier != null && isFresh(earlier, now)
                    ? api.patch(Event.class, ObjectKey.of(earlier.first), again(earlier, now))
                    : api.create(event(about, news, now));
            switch (answer) {
                case ApiAnswer.Done<Event>(Event event)
                when event != null -> {
                    told.put(key, new Series(event, earlier == null ? 1 : earlier.count + 1));
                    failing.set(false);
                }
                case ApiAnswer.Done<Event> nothing -> failing.set(false);
                case ApiAnswer.Refused<Event> refused -> {
                    told.remove(key);
                    failed(refused.message());
                }
            }
        } catch (RuntimeException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    private void failed(String why) {
        if (failing.compareAndSet(false, true)) {
            LOG.atWarn().addKeyValue(LogKey.DETAIL, why).log("Kubernetes Events cannot be written");
        }
    }

    private static boolean isFresh(Series series, Instant now) {
        Instant first = Instant.parse(series.first.getEventTime().getTime());
        return now.isBefore(first.plus(SERIES_LIFETIME));
    }

    private static Patch again(Series series, Instant now) {
        EventSeries next = new EventSeries(series.count + 1, new MicroTime(MICRO_TIME.format(now)));
        return Patch.from(series.first.getMetadata().getResourceVersion()).set("/series", next);
    }

    private Event event(HasMetadata about, News news, Instant now) {
        String namespace = ObjectKey.of(about).namespace();
        String name = about.getMetadata().getName() + "." + Long.toHexString(now.toEpochMilli()) + "-"
                + Long.toHexString(number.incrementAndGet());
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withEventTime(new MicroTime(MICRO_TIME.format(now)))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withType(news.type())
                .withReason(news.reason())
                .withAction(news.action())
                .withNote(news.note().length() > MAX_NOTE ? news.note().substring(0, MAX_NOTE) : news.note())
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(about.getApiVersion())
                        .withKind(about.getKind())
                        .withNamespace(namespace)
                        .withName(about.getMetadata().getName())
                        .withUid(about.getMetadata().getUid())
                        .withResourceVersion(about.getMetadata().getResourceVersion())
                        .build())
                .build();
    }

    /** Drops what is not told yet. */
    @Override
    public void close() {
        queue.shutdownNow();
    }
}
