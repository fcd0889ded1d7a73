package dev.fermata.operator.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Step;
import dev.fermata.v1alpha1.GameAutoscalerSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers, and what becomes of them. */
class AutoscalerPlannerTest {
    private final Story story = new Story();

    /** What the GameType is told to have, what the webhook wants, and what becomes of it. */
    enum Bounded {
        MORE(5, 8, 8, "WithinBounds"),
        FEWER(5, 2, 2, "WithinBounds"),
        TOO_FEW(5, 0, 1, "TooFewWanted"),
        TOO_MANY(5, Integer.MAX_VALUE, 20, "TooManyWanted");

        private final int wanted;
        private final int answered;
        private final int target;
        private final String limit;

        Bounded(int wanted, int answered, int target, String limit) {
            this.wanted = wanted;
            this.answered = answered;
            this.target = target;
            this.limit = limit;
        }
    }

    @ParameterizedTest
    @EnumSource(Bounded.class)
    void an_answer_is_followed_within_bounds(Bounded row) {
        story.wanted(row.wanted).answers(new Outcome.Wants(row.answered));

        Plan plan = story.plan();

        assertThat(Story.scaledTo(plan)).isEqualTo(row.target);
        assertThat(Story.status(plan).getLastDecision().getReason()).isEqualTo("Scaled");
        assertThat(Story.status(plan).getLastDecision().getAppliedReplicas()).isEqualTo(row.target);
        assertThat(Story.reason(plan, "Limited")).isEqualTo(row.limit);
    }

    @Test
    void what_is_at_its_bound_already_is_not_changed() {
        story.wanted(20).answers(new Outcome.Wants(99));

        Plan plan = story.plan();

        assertThat(Story.scaledTo(plan)).isNull();
        assertThat(Story.status(plan).getLastDecision().getReason()).isEqualTo("Unchanged");
        assertThat(Story.reason(plan, "Limited")).isEqualTo("TooManyWanted");
    }

    @Test
    void an_answer_has_consequences_once() {
        story.wanted(5).answers(new Outcome.Wants(8)).settles();

        assertThat(Story.scaledTo(story.plan())).isNull();
    }

    @Test
    void scale_false_changes_nothing_not_even_what_is_out_of_bounds() {
        story.wanted(99).answers(new Outcome.Holds());

        Plan plan = story.plan();

        assertThat(Story.scaledTo(plan)).isNull();
        assertThat(Story.status(plan).getLastDecision().getReason()).isEqualTo("Held");
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void no_failure_changes_anything(Trouble trouble) {
        story.wanted(5).answers(new Outcome.Failed(trouble, "Why."));

        Plan plan = story.plan();

        assertThat(Story.scaledTo(plan)).isNull();
        assertThat(Story.reason(plan, "WebhookReachable")).isEqualTo(trouble.word());
        assertThat(plan.notes()).contains(new Note(Note.Type.WARNING, trouble.word(), "Why."));
    }

    @Test
    void what_a_person_changed_meanwhile_holds_until_the_next_answer() {
        story.wanted(5).answers(new Outcome.Wants(8)).wanted(3);

        Plan overtaken = story.plan();
        story.settles().answers(new Outcome.Wants(8));
        Plan next = story.plan();

        assertThat(Story.scaledTo(overtaken)).isNull();
        assertThat(Story.status(overtaken).getLastDecision().getReason()).isEqualTo("Overtaken");
        assertThat(Story.scaledTo(next)).isEqualTo(8);
    }

    @Test
    void what_observes_says_what_it_would_do() {
        story.spec().setMode(GameAutoscalerSpec.Mode.Observe);
        story.wanted(5).answers(new Outcome.Wants(8));

        Plan plan = story.plan();

        assertThat(Story.scaledTo(plan)).isNull();
        assertThat(Story.status(plan).getLastDecision().getReason()).isEqualTo("Observed");
        assertThat(Story.status(plan).getLastDecision().getAppliedReplicas()).isEqualTo(8);
    }

    @Test
    void nothing_is_scaled_down_before_a_window_is_full_and_then_to_the_highest_of_it() {
        story.stabilized(300).wanted(9).answers(new Outcome.Wants(2));
        assertThat(Story.scaledTo(story.plan())).isNull();
        assertThat(Story.reason(story.plan(), "Limited")).isEqualTo("WindowNotYetFull");

        story.settles()
                .later(Duration.ofSeconds(200))
                .answers(new Outcome.Wants(6))
                .settles();
        story.later(Duration.ofSeconds(200)).answers(new Outcome.Wants(3));
        assertThat(Story.scaledTo(story.plan())).isEqualTo(6);
        assertThat(Story.reason(story.plan(), "Limited")).isEqualTo("Stabilizing");

        story.settles().wanted(6).later(Duration.ofSeconds(301)).answers(new Outcome.Wants(3));
        assertThat(Story.scaledTo(story.plan())).isEqualTo(3);
    }

    @Test
    void a_window_scales_nothing_up_and_delays_no_scaling_up() {
        story.stabilized(300).wanted(9).answers(new Outcome.Wants(9)).settles();
        story.later(Duration.ofSeconds(400)).answers(new Outcome.Wants(9)).settles();

        story.wanted(5).later(Duration.ofSeconds(30)).answers(new Outcome.Wants(4));
        assertThat(Story.scaledTo(story.plan())).isNull();

        story.settles().later(Duration.ofSeconds(30)).answers(new Outcome.Wants(7));
        assertThat(Story.scaledTo(story.plan())).isEqualTo(7);
    }

    @Test
    void a_webhook_that_stays_away_has_declared_consequences_after_the_declared_time() {
        story.fallsBackTo(4, 60).wanted(9).answers(new Outcome.Failed(Trouble.REFUSED, "No."));
        assertThat(Story.scaledTo(story.plan())).isNull();

        story.settles().later(Duration.ofSeconds(60)).answers(new Outcome.Failed(Trouble.REFUSED, "No."));
        assertThat(Story.scaledTo(story.plan())).isEqualTo(4);
        assertThat(Story.status(story.plan()).getLastDecision().getReason()).isEqualTo("FellBack");
    }

    @Test
    void an_answer_in_between_begins_the_time_anew() {
        story.fallsBackTo(4, 60)
                .wanted(9)
                .answers(new Outcome.Failed(Trouble.REFUSED, "No."))
                .settles();
        story.later(Duration.ofSeconds(30)).answers(new Outcome.Holds()).settles();
        story.later(Duration.ofSeconds(40)).answers(new Outcome.Failed(Trouble.REFUSED, "No."));

        assertThat(Story.scaledTo(story.plan())).isNull();
    }

    @Test
    void it_asks_when_it_is_due_and_not_before() {
        story.wanted(5).answers(new Outcome.Wants(5)).settles();

        assertThat(Story.asks(story.later(Duration.ofSeconds(29)).plan())).isFalse();
        assertThat(story.plan().again()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Story.asks(story.later(Duration.ofSeconds(1)).plan())).isTrue();
    }

    @Test
    void it_does_not_ask_while_a_question_is_under_way() {
        story.wanted(5).asks();

        assertThat(Story.asks(story.later(Duration.ofHours(1)).plan())).isFalse();
    }

    @Test
    void a_changed_spec_is_asked_about_at_once_and_the_answer_to_the_old_one_is_dropped() {
        story.wanted(5).answers(new Outcome.Wants(8)).changes();

        Plan plan = story.later(Duration.ofSeconds(1)).plan();

        assertThat(Story.scaledTo(plan)).isNull();
        assertThat(Story.asks(plan)).isTrue();
    }

    @Test
    void without_a_game_type_or_with_an_older_rival_it_neither_asks_nor_scales() {
        assertThat(Story.reason(story.plan(), "Active")).isEqualTo("GameTypeMissing");
        assertThat(story.plan().again()).isNull();

        story.wanted(5).rival("elder").answers(new Outcome.Wants(8));
        Plan plan = story.plan();

        assertThat(Story.reason(plan, "Active")).isEqualTo("AnotherScalesIt");
        assertThat(plan.steps()).hasSize(1).first().isInstanceOf(Step.WriteAutoscalerStatus.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://scaler.other.svc/",
                "http://scaler.other.svc.cluster.local/",
                "http://scaler.OTHER.Svc.Cluster.Local./",
                "https://pod-0.scaler.other.svc.cluster.local:8443/",
                "http://scaler.games.svc.other.svc/"
            })
    void a_url_of_a_service_of_another_namespace_is_not_asked(String url) {
        story.wanted(5).url(url);

        assertThat(Story.reason(story.plan(), "Active")).isEqualTo("ForbiddenTarget");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://scaler.games.svc/",
                "http://scaler.Games.svc.cluster.local/",
                "http://pod-0.scaler.games.svc/",
                "https://api.svc.example.com/",
                "http://10.0.0.7/",
                "http://[fd00::7]:8080/"
            })
    void a_url_of_a_service_of_its_own_namespace_or_of_none_is_asked(String url) {
        story.wanted(5).url(url);

        assertThat(Story.reason(story.plan(), "Active")).isEqualTo("Scaling");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://0x7f.1/", "http://127.1/", "http:///", "/"})
    void a_url_whose_host_is_no_name_and_no_address_is_not_asked(String url) {
        story.wanted(5).url(url);

        assertThat(Story.reason(story.plan(), "Active")).isEqualTo("BadUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scaler.other.svc/",
                "scaler.other.svc:80/",
                "x@scaler.other.svc/",
                "scaler.other.svc?",
                "my_scaler",
                ""
            })
    void a_service_whose_name_is_none_is_not_asked(String name) {
        story.wanted(5).service(name);

        assertThat(Story.reason(story.plan(), "Active")).isEqualTo("BadUrl");
    }

    @Test
    void a_service_is_asked_in_the_scalers_namespace() {
        story.wanted(5).service("scaler").later(Duration.ofSeconds(30));

        assertThat(story.question().uri()).hasToString("http://scaler.games.svc:8080/");
    }

    @Test
    void the_same_decision_is_written_once_a_minute() {
        story.wanted(5).answers(new Outcome.Wants(5)).writes().settles();

        story.later(Duration.ofSeconds(30)).answers(new Outcome.Wants(5));
        assertThat(story.plan().steps()).isEmpty();

        story.settles().later(Duration.ofSeconds(30)).answers(new Outcome.Wants(5));
        assertThat(story.plan().steps()).hasSize(1);
    }
}
