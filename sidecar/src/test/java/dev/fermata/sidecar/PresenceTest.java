package dev.fermata.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.sidecar.settings.LogLevel;
import dev.fermata.sidecar.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final URI OPERATOR = URI.create("http://fermata-nudges.fermata-system/v1/nudge");

    private long now = Long.MAX_VALUE - 5; // monotonic clocks may start, and overflow, anywhere
    private boolean follows;

    @Test
    void aGameThatNeverAskedIsNotThere() {
        assertThat(presence(null).isThere()).isFalse();
        assertThat(presence(OPERATOR).isThere()).isFalse();
    }

    @Test
    void outsideKubernetesAGameThatPollsEveryFiveSecondsIsThereForAsLongAsItIsServed() {
        Settings settings = settings(null);
        Presence presence = new Presence(settings, () -> follows, () -> now);
        presence.asked();

        for (Duration served = Duration.ZERO; served.compareTo(settings.linger()) < 0; served = served.plusSeconds(5)) {
            pass(Duration.ofSeconds(5));
            assertThat(presence.isThere()).as(served.toString()).isTrue();
            presence.asked();
        }
    }

    @Test
    void outsideKubernetesItMayMissOneTime() {
        Presence presence = presence(null);
        presence.asked();

        pass(Duration.ofMillis(11_999));
        assertThat(presence.isThere()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(presence.isThere()).isFalse();
    }

    @Test
    void inAPodOneThatIsSilentForASecondWasEndedByTheKubelet() {
        Presence presence = presence(OPERATOR);
        presence.asked();

        pass(Duration.ofMillis(999));
        assertThat(presence.isThere()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(presence.isThere()).isFalse();
    }

    @Test
    void aGameThatFollowsIsThereUntilItsConnectionIsGone() {
        Presence presence = presence(null);
        follows = true;
        presence.asked();

        pass(Duration.ofHours(1));
        assertThat(presence.isThere()).isTrue();
        follows = false;
        assertThat(presence.isThere()).isFalse();
    }

    @Test
    void whatAFollowingGameAskedKeepsNobodyWaitingWhenItIsGone() {
        Presence presence = presence(null);
        follows = true;
        presence.asked();
        follows = false;

        pass(Duration.ofSeconds(1));
        assertThat(presence.isThere()).isFalse();
    }

    @Test
    void theGuideAndThePageOfVariablesSayIt() throws Exception {
        assertThat(Files.readString(Path.of("../docs/guides/game-developers.md")))
                .contains("Poll it at least every five seconds");
        assertThat(Files.readString(Path.of("../docs/reference/environment.md")))
                .contains("12 s after it last asked");
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private Presence presence(@Nullable URI nudge) {
        return new Presence(settings(nudge), () -> follows, () -> now);
    }

    private static Settings settings(@Nullable URI nudge) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Settings(Beside.ARENA, any, any, "", nudge, LogLevel.INFO, Duration.ofSeconds(25));
    }
}
