package dev.fermata.wire;

import static dev.fermata.wire.Documents.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class LenientAnswersTest {
    private static final String STATE = "{'instance':'i','version':1,'allowed':true,'sealed':false,'terminating':false,"
        + "'guard':'none','drain':{'reason':'Rollout','requestedAt':'2026-01-31T12:00:00Z','later':[1,{}]},'later':{'a':[null,-1.5e-3,'']}}";

    private static byte[] json(String quoted) {
        return utf8(quoted.replace('\'', '"'));
    }

    @Test
    void unknown_fields_are_ignored_at_every_level() {
        SidecarState state = SidecarState.ofResponse(json(STATE));

        assertThat(state.drain()).isEqualTo(new DrainNotice("Rollout", null, Documents.NOON, null));
    }

    @Test
    void an_optional_field_may_be_null() {
        String nulls =
                STATE.replace("'guard'", "'players':null,'guard'").replace("'reason'", "'message':null,'reason'");

        SidecarState state = SidecarState.ofResponse(json(nulls));

        assertThat(state.players()).isNull();
    }

    @Test
    void a_guard_of_a_later_version_promises_nothing() {
        SidecarState state = SidecarState.ofResponse(json(STATE.replace("'none'", "'adamant'")));

        assertThat(state.guard()).isEqualTo(Guard.UNKNOWN);
    }

    @Test
    void a_fault_deep_inside_is_named_by_its_whole_path() {
        String refusal = "{'error':'no','state':" + STATE.replace("Rollout", "?") + "}";

        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> SealRefusal.ofResponse(json(refusal)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("state.drain.reason"))
                .withMessageStartingWith("state.drain.reason: must be one CamelCase word");
    }

    @Test
    void a_sealed_state_that_is_not_allowed_contradicts_itself() {
        String contradiction = STATE.replace("'allowed':true,'sealed':false", "'allowed':false,'sealed':true");

        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> SidecarState.ofResponse(json(contradiction)))
                .withMessage("sealed: must be false where allowed is false");
    }

    @Test
    void an_answer_to_a_hold_must_say_how_it_is_held() {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> PermissionAnswer.ofResponse(json("{'allowed':false}")));
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> PermissionAnswer.ofResponse(json("{'allowed':false,'hold':'sealed'}")));
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> HoldRefusal.ofResponse(json("{'error':'no','hold':'local'}")));
    }

    @Test
    void a_number_from_a_language_without_integers_is_whole_if_its_fraction_is_zero() {
        assertThat(Players.ofRequest(json("{'count':5.0}"))).isEqualTo(new Players(5));
        assertThat(Players.ofRequest(json("{'count':10.000}"))).isEqualTo(new Players(10));
        assertThat(Players.ofRequest(json("{'count':-0}"))).isEqualTo(new Players(0));
    }

    @Test
    void a_long_error_is_cut_and_never_within_a_character() {
        String cut = new ErrorDocument("x" + "😀".repeat(600)).error();

        assertThat(cut).hasSize(Limits.MAX_SENTENCE).endsWith("😀…");
        assertThat(new ErrorDocument("😀".repeat(600)).error())
                .hasSize(Limits.MAX_SENTENCE - 1)
                .endsWith("😀…");
    }
}
