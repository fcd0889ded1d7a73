package dev.fermata.operator.shell.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.api.Labels;
import dev.fermata.operator.shell.kube.FakeApi;
import dev.fermata.operator.shell.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderMarkTest {
    private final FakeApi fake = new FakeApi();
    private final LeaderMark mark = new LeaderMark(fake.api(), new ObjectKey("ops", "operator-0"));

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void it_is_set_whatever_else_is_written_to_the_pod_meanwhile() {
        fake.will(200, pod(false)).will(200, pod(true));

        mark.set();

        assertThat(fake.requests().getLast().body())
                .isEqualTo("[{\"op\":\"add\",\"path\":\"/metadata/labels/fermata.dev~1leader\",\"value\":\"true\"}]");
    }

    @Test
    void it_is_tried_again() {
        fake.will(200, pod(false))
                .refuses(409, "Conflict", "busy")
                .will(200, pod(false))
                .will(200, pod(true));

        mark.set();

        assertThat(fake.requests()).hasSize(4);
    }

    @Test
    void what_a_process_before_this_one_left_is_taken_off_and_what_is_not_there_is_left() {
        fake.will(200, pod(true)).will(200, pod(false)).will(200, pod(false));

        mark.clear();
        mark.clear();

        assertThat(fake.requests()).extracting(FakeApi.Request::method).containsExactly("GET", "PATCH", "GET");
    }

    private static Pod pod(boolean marked) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("ops")
                .withName("operator-0")
                .withResourceVersion("7")
                .addToLabels("app", "operator")
                .endMetadata();
        return marked
                ? pod.editMetadata()
                        .addToLabels(Labels.LEADER, Labels.TRUE)
                        .endMetadata()
                        .build()
                : pod.build();
    }
}
