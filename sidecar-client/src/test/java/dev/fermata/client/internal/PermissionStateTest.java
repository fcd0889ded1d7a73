package dev.fermata.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fermata.wire.Guard;
import dev.fermata.wire.Hold;
import dev.fermata.wire.Permission;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerIdentity;
import dev.fermata.wire.SidecarState;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PermissionStateTest {
    private static final Answer LOCAL = new Answer(true, Hold.LOCAL);

    private final PermissionState state = new PermissionState();

    private CompletableFuture<Answer> wish(Permission permission) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        state.wish(permission, answer);
        return answer;
    }

    private @Nullable Permission sent() {
        Wish sent = state.send();
        return sent == null ? null : sent.permission();
    }

    static ServerDocument document(String instance, boolean allowed) {
        return new ServerDocument(
                new ServerIdentity("a", "b", "c", null, null, null),
                new SidecarState(instance, 0, allowed, false, false, Guard.UNKNOWN, null, null));
    }

    @Test
    void a_wish_is_sent_once_and_answered() {
        CompletableFuture<Answer> hold = wish(Permission.HELD);

        assertThat(sent()).isEqualTo(Permission.HELD);
        state.taken(Hold.LOCAL);

        assertThat(hold).isCompletedWithValue(LOCAL);
        assertThat(sent()).isNull();
    }

    @Test
    void a_wish_that_failed_is_sent_again() {
        CompletableFuture<Answer> hold = wish(Permission.HELD);
        sent();
        state.failed();

        assertThat(hold).isNotDone();
        assertThat(sent()).isEqualTo(Permission.HELD);
        state.taken(Hold.LOCAL);
        assertThat(hold).isCompletedWithValue(LOCAL);
    }

    @Test
    void a_wish_that_failed_gives_way_to_a_newer_one() {
        CompletableFuture<Answer> hold = wish(Permission.HELD);
        sent();
        state.wish(Permission.ALLOWED, new CompletableFuture<>());
        state.failed();

        assertThat(hold).isCompletedWithValue(Answer.NONE);
        assertThat(sent()).isEqualTo(Permission.ALLOWED);
    }

    @Test
    void a_wish_that_failed_joins_a_newer_one_of_the_same_kind() {
        CompletableFuture<Answer> first = wish(Permission.HELD);
        sent();
        CompletableFuture<Answer> second = wish(Permission.HELD);
        state.failed();
        sent();
        state.taken(Hold.GUARDED);

        assertThat(first).isCompletedWithValue(new Answer(true, Hold.GUARDED));
        assertThat(second).isCompletedWithValue(new Answer(true, Hold.GUARDED));
        assertThat(sent()).isNull();
    }

    @Test
    void a_new_wish_waits_for_the_one_before() {
        state.wish(Permission.ALLOWED, new CompletableFuture<>());
        sent();
        state.wish(Permission.HELD, new CompletableFuture<>());

        assertThatIllegalStateException().isThrownBy(state::send);
        state.taken(Hold.UNANSWERED);
        assertThat(sent()).isEqualTo(Permission.HELD);
    }

    @Test
    void a_permission_that_was_under_way_when_the_sidecar_restarted_is_sent_again() {
        state.heard(document("one", false));
        state.wish(Permission.ALLOWED, new CompletableFuture<>());
        sent();
        state.heard(document("two", false));
        state.taken(Hold.UNANSWERED);

        assertThat(sent()).isEqualTo(Permission.ALLOWED);
    }

    @Test
    void a_hold_is_not_undone_by_what_a_restarted_sidecar_has_to_be_told() {
        state.heard(document("one", false));
        state.wish(Permission.ALLOWED, new CompletableFuture<>());
        sent();
        state.taken(Hold.UNANSWERED);
        state.heard(document("two", false));
        state.wish(Permission.HELD, new CompletableFuture<>());

        assertThat(sent()).isEqualTo(Permission.HELD);
        state.taken(Hold.LOCAL);
        assertThat(sent()).isNull();
    }

    @Test
    void a_sidecar_that_is_heard_again_is_told_nothing_again() {
        state.heard(document("one", false));
        state.wish(Permission.ALLOWED, new CompletableFuture<>());
        sent();
        state.taken(Hold.UNANSWERED);
        state.heard(document("one", false));

        assertThat(sent()).isNull();
    }

    @Test
    void a_restarted_sidecar_is_told_a_hold_only_if_it_thinks_otherwise() {
        state.wish(Permission.HELD, new CompletableFuture<>());
        sent();
        state.taken(Hold.LOCAL);
        state.heard(document("one", false));
        assertThat(sent()).isNull();

        state.heard(document("two", true));
        assertThat(sent()).isEqualTo(Permission.HELD);
    }

    @Test
    void a_hold_that_was_refused_leaves_the_permission_before_it_in_force() {
        state.heard(document("one", false));
        state.wish(Permission.ALLOWED, new CompletableFuture<>());
        sent();
        state.taken(Hold.UNANSWERED);
        CompletableFuture<Answer> hold = wish(Permission.HELD);
        sent();
        state.refused(Hold.SEALED);
        state.heard(document("two", false));

        assertThat(hold).isCompletedWithValue(new Answer(false, Hold.SEALED));
        assertThat(sent()).isEqualTo(Permission.ALLOWED);
    }

    @Test
    void a_game_that_never_said_anything_says_nothing_to_a_restarted_sidecar() {
        state.heard(document("one", false));
        state.heard(document("two", true));

        assertThat(sent()).isNull();
    }

    @Test
    void whoever_waits_no_longer_is_forgotten() {
        CompletableFuture<Answer> waiting = wish(Permission.HELD);
        state.forget(waiting);
        sent();
        CompletableFuture<Answer> sent = wish(Permission.HELD);
        state.taken(Hold.LOCAL);
        sent();
        state.forget(sent);
        state.taken(Hold.LOCAL);

        assertThat(waiting).isNotDone();
        assertThat(sent).isNotDone();
    }

    @Test
    void closing_answers_all() {
        CompletableFuture<Answer> sent = wish(Permission.HELD);
        sent();
        CompletableFuture<Answer> waiting = wish(Permission.ALLOWED);
        state.close();

        assertThat(sent).isCompletedWithValue(Answer.NONE);
        assertThat(waiting).isCompletedWithValue(Answer.NONE);
    }

    /** A client and a sidecar as simple as can be, which loses its memory and its answers, and whose news may come late. */
    private static final class Run {
        private final Random random;
        private final PermissionState client = new PermissionState();
        private Permission last = Permission.HELD;
        private CompletableFuture<Answer> answer = new CompletableFuture<>();
        private int instance = 1;
        private boolean allowed;
        private ServerDocument news = document("1", false);

        Run(Random random) {
            this.random = random;
        }

        void step() {
            switch (random.nextInt(5)) {
                case 0 -> wish(new Permission(random.nextBoolean()));
                case 1 -> deliver();
                case 2 -> restart();
                case 3 -> look();
                default -> client.heard(news);
            }
        }

        private void wish(Permission permission) {
            last = permission;
            answer = new CompletableFuture<>();
            client.wish(permission, answer);
        }

        private void restart() {
            instance++;
            allowed = false;
        }

        private void look() {
            news = document(Integer.toString(instance), allowed);
        }

        private void deliver() {
            Wish wish = client.send();
            if (wish == null) {
                return;
            }
            boolean arrives = random.nextInt(3) > 0;
            if (arrives) {
                allowed = wish.permission().allowed();
            }
            switch (random.nextInt(4)) {
                case 0 -> restart();
                case 1 -> look();
                case 2 -> client.heard(news);
                default -> wish(new Permission(random.nextBoolean()));
            }
            if (arrives && random.nextBoolean()) {
                client.taken(Hold.LOCAL);
            } else {
                client.failed();
            }
        }

        /** Whether the game believes that it is held: it was told so, and has not let go since. */
        boolean believesHeld() {
            return !last.allowed() && answer.isDone() && answer.join().taken();
        }

        void settle() {
            look(); // a connection starts with how things stand
            client.heard(news);
            for (Wish wish = client.send(); wish != null; wish = client.send()) {
                allowed = wish.permission().allowed();
                client.taken(Hold.LOCAL);
            }
        }
    }

    @Test
    void whatever_is_lost_and_however_late_news_come_no_hold_is_undone_and_the_last_wish_arrives() {
        long seed = Long.getLong("seed", System.nanoTime());
        for (int i = 0; i < 20_000; i++) {
            Run run = new Run(new Random(seed + i));
            for (int step = 0; step < 40; step++) {
                run.step();
                assertThat(run.believesHeld() && run.allowed)
                        .as("seed %s", seed + i)
                        .isFalse();
            }
            run.settle();
            assertThat(run.allowed).as("seed %s", seed + i).isEqualTo(run.last.allowed());
        }
    }
}
