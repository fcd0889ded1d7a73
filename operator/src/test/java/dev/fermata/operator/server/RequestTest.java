package dev.fermata.operator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.serverspec.Deletion;
import dev.fermata.v1alpha1.serverspec.Drains;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The arithmetic of deadlines: from the earliest request, but not before creation, and only while that request stands. */
class RequestTest {
    @Test
    void a_server_that_nobody_wants_gone_has_no_request() {
        assertThat(Request.of(new Case().server())).isNull();
    }

    @Test
    void without_a_timeout_there_is_no_deadline() {
        assertThat(of(new Case().drained()).deadline()).isNull();
    }

    @Test
    void the_deadline_counts_from_the_earliest_request() {
        Case two = new Case().within(600, Deletion.OnTimeout.Wait).drained();
        drain(two, "ada", "2026-01-01T11:50:00Z");
        assertThat(of(two).deadline()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(of(two).reason()).isEqualTo("Requested");
    }

    @Test
    void a_withdrawn_request_takes_its_deadline_with_it() {
        Case two = new Case().within(600, Deletion.OnTimeout.Wait).drained();
        drain(two, "ada", "2026-01-01T11:50:00Z");
        two.server().getSpec().getDrains().removeLast();
        assertThat(of(two).deadline()).isEqualTo("2026-01-01T12:09:00Z");
    }

    @Test
    void a_deletion_after_a_drain_does_not_give_the_game_more_time() {
        Case both = new Case().within(600, Deletion.OnTimeout.Wait);
        drain(both, "ada", "2026-01-01T11:50:00Z");
        both.deleted();
        assertThat(of(both).deadline()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(of(both).reason()).isEqualTo("Deleted");
        assertThat(of(both).last()).isTrue();
    }

    @Test
    void a_request_from_before_the_server_was_made_counts_from_its_creation() {
        Case early = new Case().within(600, Deletion.OnTimeout.Wait);
        drain(early, "ada", "2020-01-01T00:00:00Z");
        assertThat(of(early).deadline()).isEqualTo("2026-01-01T10:10:00Z");
    }

    @Test
    void the_game_is_told_the_soonest_of_all_deadlines() {
        Case leaving = new Case().within(600, Deletion.OnTimeout.Wait).drained();
        leaving.server().getSpec().getDrains().getFirst().setDeadline("2026-01-01T12:01:00Z");
        assertThat(of(leaving).notice().deadline()).isEqualTo("2026-01-01T12:01:00Z");
        assertThat(of(leaving).deadline()).isEqualTo("2026-01-01T12:09:00Z");
    }

    @Test
    void a_time_that_is_none_counts_as_the_creation() {
        Case odd = new Case();
        drain(odd, "ada", "yesterday");
        assertThat(of(odd).since()).isEqualTo(Case.CREATED);
    }

    @Test
    void what_happens_at_the_deadline_is_waiting_unless_the_spec_says_otherwise() {
        assertThat(of(new Case().drained()).end()).isEqualTo(Request.End.WAIT);
        assertThat(of(new Case().drained().within(1, Deletion.OnTimeout.Delete)).end())
                .isEqualTo(Request.End.DELETE);
        assertThat(of(new Case().drained().forced()).end()).isEqualTo(Request.End.FORCE);
    }

    private static Request of(Case given) {
        return of(given.server());
    }

    private static Request of(Server server) {
        @Nullable Request request = Request.of(server);
        assertThat(request).isNotNull();
        return request == null ? Request.orphaned(Instant.EPOCH) : request;
    }

    private static void drain(Case given, String requester, String at) {
        given.drained(requester, Drains.Reason.Requested);
        given.server().getSpec().getDrains().getLast().setRequestedAt(at);
    }
}
