package dev.fermata.sidecar.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Hold;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StateTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final DrainNotice SCALE_DOWN = new DrainNotice(DrainNotice.SCALE_DOWN, null, NOON, null);
    private static final DrainNotice DELETED = new DrainNotice(DrainNotice.DELETED, null, NOON, null);
    private static final State START = State.initial("i-1");

    @Test
    void aSidecarStartsNotAllowedAndHasThatToTell() {
        assertThat(START.document().allowed()).isFalse();
        assertThat(START.version()).isZero();
        assertThat(START.news()).isEqualTo(News.PERMISSION);
    }

    @Test
    void whatIsSoAlreadyChangesNothing() {
        State sealed = START.allow().seal().drain(SCALE_DOWN).players(3).terminate();

        assertThat(START.hold()).isSameAs(START);
        assertThat(START.unseal()).isSameAs(START);
        assertThat(START.undrain()).isSameAs(START);
        assertThat(sealed.allow()).isSameAs(sealed);
        assertThat(sealed.seal()).isSameAs(sealed);
        assertThat(sealed.drain(SCALE_DOWN)).isSameAs(sealed);
        assertThat(sealed.players(3)).isSameAs(sealed);
        assertThat(sealed.terminate()).isSameAs(sealed);
    }

    @Test
    void everyChangeIsOneVersionLater() {
        assertThat(START.allow().version()).isEqualTo(1);
        assertThat(START.allow().hold().version()).isEqualTo(2);
        assertThat(START.allow().seal().unseal().version()).isEqualTo(3);
        assertThat(START.drain(SCALE_DOWN).drain(DELETED).undrain().version()).isEqualTo(3);
        assertThat(START.players(1).players(2).version()).isEqualTo(2);
    }

    @Test
    void onlyAGivenPermissionCanBeSealed() {
        assertThat(START.seal()).isSameAs(START);
        assertThat(START.allow().seal().document().sealed()).isTrue();
    }

    @Test
    void aSealedPermissionCannotBeTakenBackUntilItIsUnsealed() {
        State sealed = START.allow().seal();

        assertThat(sealed.refusal()).isEqualTo(Hold.SEALED);
        assertThat(sealed.hold()).isSameAs(sealed);
        assertThat(sealed.unseal().document().allowed()).isTrue();
        assertThat(sealed.unseal().hold().document().allowed()).isFalse();
    }

    @Test
    void nothingCanBeHeldOnceThePodIsEndedButPermissionCanStillBeGiven() {
        State ended = START.terminate();

        assertThat(ended.refusal()).isEqualTo(Hold.TERMINATING);
        assertThat(ended.allow().document().allowed()).isTrue();
        assertThat(ended.allow().hold().document().allowed()).isTrue();
    }

    @Test
    void aLaterDrainReplacesAnEarlierOne() {
        State drained = START.drain(SCALE_DOWN).drain(DELETED);

        assertThat(drained.document().drain()).isEqualTo(DELETED);
        assertThat(drained.undrain().document().drain()).isNull();
    }

    @Test
    void theGuardIsKnownOnlyForThePermissionItWasAcknowledgedFor() {
        State allowed = START.allow();
        State lifted = allowed.acknowledge(allowed.version(), Guard.LIFTED);

        assertThat(lifted.document().guard()).isEqualTo(Guard.LIFTED);
        assertThat(lifted.hold().document().guard()).isEqualTo(Guard.UNKNOWN);
        assertThat(lifted.hold().acknowledge(1, Guard.LIFTED).document().guard())
                .isEqualTo(Guard.UNKNOWN);
    }

    @Test
    void aHoldIsGuardedOnlyIfTheGuardIsArmedForIt() {
        State held = START.allow().hold();

        assertThat(held.standing()).isEqualTo(Hold.LOCAL);
        assertThat(held.acknowledge(2, Guard.NONE).standing()).isEqualTo(Hold.LOCAL);
        assertThat(held.acknowledge(2, Guard.ARMED).standing()).isEqualTo(Hold.GUARDED);
        assertThat(held.acknowledge(2, Guard.ARMED).allow().hold().standing()).isEqualTo(Hold.LOCAL);
    }

    @Test
    void aLateAcknowledgementOfAnEarlierVersionChangesNothing() {
        State armed = START.players(1).acknowledge(1, Guard.ARMED);

        assertThat(armed.acknowledge(0, Guard.NONE)).isSameAs(armed);
    }

    @Test
    void anAcknowledgementThatSaysNothingNewIsNotShown() {
        State known = START.acknowledge(0, Guard.NONE);
        State again = known.acknowledge(1, Guard.NONE);

        assertThat(again.version()).isEqualTo(known.version());
        assertThat(again.acknowledged()).isEqualTo(1);
        assertThat(again.acknowledge(1, Guard.NONE)).isSameAs(again);
    }

    @Test
    void whatTheGameDoesIsNewsUntilItIsAcknowledged() {
        State known = START.acknowledge(0, Guard.NONE);

        assertThat(known.news()).isEqualTo(News.NONE);
        assertThat(known.players(3).news()).isEqualTo(News.PLAYERS);
        assertThat(known.players(3).allow().news()).isEqualTo(News.PERMISSION);
        assertThat(known.players(3).acknowledge(2, Guard.NONE).news()).isEqualTo(News.NONE);
        assertThat(known.players(3).allow().acknowledge(2, Guard.NONE).news()).isEqualTo(News.PERMISSION);
    }

    @Test
    void whatTheOperatorDoesIsNoNewsToIt() {
        State known = START.allow().acknowledge(1, Guard.LIFTED);

        assertThat(known.drain(SCALE_DOWN).news()).isEqualTo(News.NONE);
        assertThat(known.seal().unseal().news()).isEqualTo(News.NONE);
        assertThat(known.terminate().news()).isEqualTo(News.NONE);
    }
}
