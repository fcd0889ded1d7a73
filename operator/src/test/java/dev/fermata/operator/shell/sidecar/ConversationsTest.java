package dev.fermata.operator.shell.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Step;
import dev.fermata.operator.server.Conversation;
import dev.fermata.operator.shell.sidecar.Conversations.Ended;
import dev.fermata.operator.shell.sidecar.Conversations.Outcome;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConversationsTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final SidecarState STATE = new SidecarState("i1", 3, false, false, false, Guard.NONE, null, null);

    private final Conversations conversations = new Conversations();

    @Test
    void nothingIsRememberedOfWhoWasNeverMet() {
        assertThat(conversations.begin("p1")).isFalse();
        assertThat(conversations.of("p1")).isEqualTo(Conversation.NONE);
    }

    @Test
    void oneCallIsUnderWayAtATime() {
        conversations.meet("p1");

        assertThat(conversations.begin("p1")).isTrue();
        assertThat(conversations.begin("p1")).isFalse();
        assertThat(conversations.of("p1").underway()).isTrue();
    }

    @Test
    void aNudgeIsSettledByAnAcknowledgementOfWhatWasFetchedSince() {
        nudge(0);
        heard(new Step.FetchState(), 1);
        heard(new Step.Acknowledge("i1", 3, Guard.NONE), 2);

        assertThat(conversations.of("p1").nudgedAt()).isNull();
    }

    @Test
    void aNudgeThatCameAfterTheFetchIsNotSettled() {
        nudge(0);
        heard(new Step.FetchState(), 1);
        nudge(2);
        heard(new Step.Acknowledge("i1", 3, Guard.NONE), 3);

        assertThat(conversations.of("p1").nudgedAt()).isEqualTo(at(2));
    }

    @Test
    void anAttemptToTellOfADrainCountsWhetherOrNotItWasHeard() {
        conversations.meet("p1");
        end(new Step.TellDrain(new DrainNotice("ScaleDown", null, START, null)), 5, new Outcome.Silent("gone"));

        assertThat(conversations.of("p1").toldAt()).isEqualTo(at(5));
    }

    @Test
    void aHeardWithdrawalTakesTheTellingBack() {
        conversations.meet("p1");
        heard(new Step.TellDrain(new DrainNotice("ScaleDown", null, START, null)), 5);
        end(new Step.TellNoDrain(), 6, new Outcome.Silent("gone"));
        assertThat(conversations.of("p1").toldAt()).isEqualTo(at(5));

        heard(new Step.TellNoDrain(), 7);
        assertThat(conversations.of("p1").toldAt()).isNull();
    }

    @Test
    void nudgesAreActedUponOnceASecond() {
        assertThat(conversations.news("p1", at(10))).contains(at(10));
        assertThat(conversations.news("p1", at(10).plusMillis(200))).contains(at(11));
        assertThat(conversations.news("p1", at(10).plusMillis(300))).isEmpty();
        assertThat(conversations.news("p1", at(13))).contains(at(13));
    }

    @Test
    void ofAPodThatIsGoneNothingIsRemembered() {
        nudge(0);

        conversations.forget("p1");

        assertThat(conversations.of("p1")).isEqualTo(Conversation.NONE);
    }

    private void nudge(int second) {
        conversations.news("p1", at(second));
    }

    private void heard(Step.Call call, int second) {
        end(call, second, new Outcome.Heard(STATE));
    }

    private void end(Step.Call call, int second, Outcome outcome) {
        conversations.begin("p1");
        conversations.end("p1", new Ended(call, at(second), at(second), outcome));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
