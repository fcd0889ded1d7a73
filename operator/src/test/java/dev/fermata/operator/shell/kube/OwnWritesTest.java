package dev.fermata.operator.shell.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.shell.ManualClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
    private static final ObjectKey KEY = new ObjectKey("games", "arena-0");

    private final ManualClock clock = new ManualClock();
    private final OwnWrites<Pod> writes = new OwnWrites<>(clock);

    @Test
    void aCreatedObjectIsThereBeforeTheCacheHasIt() {
        writes.created(pod("u1", "1"));

        assertThat(writes.over(KEY, null)).contains(pod("u1", "1"));
        assertThat(writes.over(List.of())).containsExactly(pod("u1", "1"));
    }

    @Test
    void onceTheCacheHasItTheCacheIsRight() {
        writes.created(pod("u1", "1"));

        assertThat(writes.over(KEY, pod("u1", "2"))).contains(pod("u1", "2"));
        assertThat(writes.over(KEY, null)).isEmpty();
    }

    @Test
    void aChangeStandsInForTheStateThatItReplaced() {
        writes.changed("1", pod("u1", "2"));

        assertThat(writes.over(KEY, pod("u1", "1"))).contains(pod("u1", "2"));
    }

    @Test
    void aChainOfChangesStandsInForEachStateThatItReplaced() {
        writes.created(pod("u1", "1"));
        writes.changed("1", pod("u1", "2"));
        writes.changed("2", pod("u1", "3"));

        assertThat(writes.over(KEY, null)).contains(pod("u1", "3"));
        assertThat(writes.over(KEY, pod("u1", "1"))).contains(pod("u1", "3"));
        assertThat(writes.over(KEY, pod("u1", "2"))).contains(pod("u1", "3"));
        assertThat(writes.newest(KEY, "1")).isEqualTo("3");
    }

    @Test
    void aForeignChangeAfterwardsIsShown() {
        writes.changed("1", pod("u1", "2"));

        assertThat(writes.over(KEY, pod("u1", "9"))).contains(pod("u1", "9"));
        assertThat(writes.newest(KEY, "9")).isEqualTo("9");
    }

    @Test
    void aChangeBasedOnAForeignStateForgetsWhatCameBefore() {
        writes.changed("1", pod("u1", "2"));
        writes.changed("5", pod("u1", "6"));

        assertThat(writes.newest(KEY, "1")).isEqualTo("1");
        assertThat(writes.newest(KEY, "5")).isEqualTo("6");
    }

    @Test
    void whatTheCacheSawGoIsNotBroughtBackByALateAnswer() {
        writes.gone(pod("u1", "3"));

        writes.created(pod("u1", "1"));
        writes.changed("1", pod("u1", "2"));

        assertThat(writes.over(KEY, null)).isEmpty();
    }

    @Test
    void whatWasFoundInTheCacheJustBeforeItWentIsGone() {
        writes.gone(pod("u1", "3"));

        assertThat(writes.over(KEY, pod("u1", "2"))).isEmpty();
        assertThat(writes.over(List.of(pod("u1", "2")))).isEmpty();
        assertThat(writes.over(KEY, pod("u2", "4"))).contains(pod("u2", "4"));
        writes.created(pod("u2", "4"));
        assertThat(writes.over(KEY, pod("u1", "2"))).contains(pod("u2", "4"));
    }

    @Test
    void whatComesBackIntoTheSelectionIsThereAgain() {
        writes.gone(pod("u1", "3"));

        writes.appeared(pod("u1", "5"));

        assertThat(writes.over(KEY, pod("u1", "5"))).contains(pod("u1", "5"));
    }

    @Test
    void theEndOfAPredecessorChangesNothing() {
        writes.created(pod("u2", "5"));

        writes.gone(pod("u1", "3"));

        assertThat(writes.over(KEY, null)).contains(pod("u2", "5"));
    }

    @Test
    void anAnswerThatTheCacheNeverCatchesUpWithIsForgotten() {
        writes.created(pod("u1", "1"));

        clock.pass(Duration.ofMinutes(2));

        assertThat(writes.over(KEY, null)).isEmpty();
        assertThat(writes.over(List.of())).isEmpty();
    }

    @Test
    void itsOwnDoingIsKnownByItsVersion() {
        writes.changed("1", pod("u1", "2"));

        assertThat(writes.wrote(pod("u1", "2"))).isTrue();
        assertThat(writes.wrote(pod("u1", "3"))).isFalse();
    }

    private static Pod pod(String uid, String version) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(KEY.namespace())
                .withName(KEY.name())
                .withUid(uid)
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
