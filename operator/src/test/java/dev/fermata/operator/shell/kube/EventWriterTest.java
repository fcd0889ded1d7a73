package dev.fermata.operator.shell.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.kube.EventWriter.News;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventWriterTest {
    private static final Pod POD = new PodBuilder()
            .withNewMetadata()
            .withNamespace("games")
            .withName("arena-0")
            .withUid("u1")
            .withResourceVersion("7")
            .endMetadata()
            .build();
    private static final String EVENT = """
        {"apiVersion":"events.k8s.io/v1","kind":"Event","eventTime":"2026-01-01T12:00:00.000000Z",\
        "metadata":{"namespace":"games","name":"e1","resourceVersion":"%s"}}\
        """;

    private final FakeApi fake = new FakeApi();
    private final ManualClock clock = new ManualClock();
    private final EventWriter events = new EventWriter(fake.api(), clock, "op-1");

    @AfterEach
    void close() {
        events.close();
        fake.close();
    }

    @Test
    void anEventSaysWhatHappenedToWhat() {
        fake.will(201, EVENT.formatted("1"));

        events.tell(POD, new News("Warning", "PodDeleted", "PodDeleted", "Somebody deleted the Pod."));

        await().until(() -> fake.requests().size() == 1);
        FakeApi.Request request = fake.requests().getFirst();
        assertThat(request).hasToString("POST /apis/events.k8s.io/v1/namespaces/games/events");
        assertThat(request.body())
                .contains(
                        "\"type\":\"Warning\"",
                        "\"reason\":\"PodDeleted\"",
                        "\"action\":\"PodDeleted\"",
                        "\"note\":\"Somebody deleted the Pod.\"",
                        "\"reportingController\":\"fermata.dev/operator\"",
                        "\"reportingInstance\":\"op-1\"",
                        "\"uid\":\"u1\"");
    }

    @Test
    void theSameAgainBecomesASeries() {
        fake.will(201, EVENT.formatted("1")).will(200, EVENT.formatted("2")).will(200, EVENT.formatted("3"));

        for (int i = 0; i < 3; i++) {
            events.tell(POD, new News("Normal", "Ready", "Ready", "It is ready."));
        }

        await().until(() -> fake.requests().size() == 3);
        assertThat(fake.requests().get(2)).hasToString("PATCH /apis/events.k8s.io/v1/namespaces/games/events/e1");
        assertThat(fake.requests().get(2).body()).contains("\"value\":\"2\"", "\"count\":3");
    }

    @Test
    void afterTenMinutesItIsToldAnew() {
        fake.will(201, EVENT.formatted("1")).will(201, EVENT.formatted("2"));

        events.tell(POD, new News("Normal", "Ready", "Ready", "It is ready."));
        await().until(() -> fake.requests().size() == 1);
        clock.pass(Duration.ofMinutes(11));
        events.tell(POD, new News("Normal", "Ready", "Ready", "It is ready."));

        await().until(() -> fake.requests().size() == 2);
        assertThat(fake.requests().get(1).method()).isEqualTo("POST");
    }

    @Test
    void afterAFailureTheNextIsToldAllTheSame() {
        fake.refuses(403, "Forbidden", "no").will(500, "{}").will(201, EVENT.formatted("1"));

        for (int i = 0; i < 3; i++) {
            events.tell(POD, new News("Normal", "Reason" + i, "Reason", "Told."));
        }

        await().until(() -> fake.requests().size() == 3);
    }
}
