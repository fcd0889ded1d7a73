package dev.fermata.operator.shell.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.api.Labels;
import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.kube.FakeApi;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyKeeperTest {
    private final FakeApi fake = new FakeApi();
    private final ManualClock clock = new ManualClock();
    private final List<Pod> pods = new ArrayList<>();
    private boolean leading = true;
    private boolean known = true;

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void an_old_key_goes_with_its_last_pod() {
        InstallKeys keys = opened("k1", "k2");
        pods.add(pod("k1"));
        pods.add(pod("k2"));
        clock.pass(Duration.ofMinutes(2));
        review(keys);
        assertThat(fake.requests()).hasSize(1);

        pods.removeFirst();
        fake.will(200, InstallKeysTest.secret("k1", "k2")).will(200, InstallKeysTest.secret("k2"));
        review(keys);

        assertThat(fake.requests().getLast().method()).isEqualTo("PATCH");
        assertThat(fake.requests().getLast().body()).contains("{\"op\":\"remove\",\"path\":\"/data/k1\"}");
        assertThat(keys.stored()).containsExactly("k2");
    }

    @Test
    void it_stays_for_the_minute_in_which_a_pod_with_it_may_be_on_its_way() {
        InstallKeys keys = opened("k1");
        clock.pass(Duration.ofHours(1));
        keys.take(InstallKeysTest.secret("k1", "k2"));
        clock.pass(Duration.ofSeconds(59));

        review(keys);

        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void a_key_that_a_pod_needs_is_put_back() {
        InstallKeys keys = opened("k1", "k2");
        pods.add(pod("k1"));
        keys.take(InstallKeysTest.secret("k2"));
        fake.will(200, InstallKeysTest.secret("k2")).will(200, InstallKeysTest.secret("k1", "k2"));

        review(keys);

        assertThat(fake.requests().getLast().body()).contains("\"op\":\"add\",\"path\":\"/data/k1\"");
    }

    @Test
    void a_secret_that_was_deleted_is_made_again_with_all_keys() {
        InstallKeys keys = opened("k1", "k2");
        keys.missed();
        fake.refuses(404, "NotFound", "no").will(201, InstallKeysTest.secret("k1", "k2"));

        review(keys);

        assertThat(fake.requests().getLast().method()).isEqualTo("POST");
        assertThat(fake.requests().getLast().body()).contains("\"k1\":", "\"k2\":");
    }

    @Test
    void whoever_stands_by_or_does_not_know_the_pods_leaves_all_as_it_is() {
        InstallKeys keys = opened("k1", "k2");
        clock.pass(Duration.ofMinutes(2));
        leading = false;
        review(keys);
        leading = true;
        known = false;
        review(keys);
        assertThat(fake.requests()).hasSize(1);
    }

    private InstallKeys opened(String... ids) {
        fake.will(200, InstallKeysTest.secret(ids));
        return InstallKeys.open(fake.api(), "ops", clock);
    }

    private void review(InstallKeys keys) {
        KeyKeeper.World world = new KeyKeeper.World(
                () -> leading, () -> known ? Optional.of(pods.stream()) : Optional.<Stream<Pod>>empty());
        try (KeyKeeper keeper = new KeyKeeper(fake.api(), keys, clock, world)) {
            keeper.reviewNow();
        }
    }

    private static Pod pod(String key) {
        return new PodBuilder()
                .withNewMetadata()
                .addToAnnotations(Labels.KEY_ID, key)
                .endMetadata()
                .build();
    }
}
