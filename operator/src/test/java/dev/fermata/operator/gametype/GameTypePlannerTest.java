package dev.fermata.operator.gametype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import dev.fermata.v1alpha1.fleetspec.Template;
import dev.fermata.v1alpha1.gametypespec.Strategy;
import dev.fermata.v1alpha1.serverspec.Deletion;
import dev.fermata.v1alpha1.serverspec.Sidecar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rollouts, step by step. */
class GameTypePlannerTest {
    @Test
    void a_new_game_type_gets_a_fleet_of_full_size() {
        Town town = new Town(3);
        assertThat(town.settle()).containsExactly("create fleet v1 of 3");
        assertThat(town.fleetName("v1")).matches("duel-[bcdfghjklmnpqrstvwxz2456789]{10}");
        town.rest();
        assertThat(town.progress()).isEqualTo("True NewRevisionAvailable");
    }

    @Test
    void what_is_rolled_out_is_current_in_the_same_status() {
        Town town = new Town(3);
        town.settle();
        town.fleetsAct();
        assertThat(town.status().getCurrentRevision()).isNull();
        town.startAll();
        assertThat(town.progress()).isEqualTo("True NewRevisionAvailable");
        assertThat(town.status().getCurrentRevision())
                .isNotNull()
                .isEqualTo(town.status().getUpdateRevision());
    }

    @Test
    void the_status_stays_small_with_ten_thousand_servers_that_wait() {
        Town town = rolledOut(10_000).allows("100%", "0");
        town.of("v1").forEach(server -> server.busy = true);
        town.image("v2");
        town.rest();
        assertThat(town.of("v1")).hasSize(10_000).allMatch(Town.Resident::draining);
        assertThat(town.status().getWaiting()).hasSize(10);
        assertThat(Serialization.asJson(town.status())).hasSizeLessThan(5_000);
    }

    @Test
    void a_game_type_is_read_live_before_it_creates_a_fleet() {
        assertThat(new Town(1).live(new Answer.NotAsked<>()).plan()).isEqualTo(Plan.ask(Question.LIVE_GAME_TYPE));
        assertThat(new Town(1).live(new Answer.Absent<>()).plan()).isEqualTo(Plan.IDLE);
        assertThat(rolledOut(1).live(new Answer.NotAsked<>()).plan().questions())
                .isEmpty();
    }

    @Test
    void the_same_template_is_the_same_revision_and_another_is_another() {
        assertThat(RevisionName.of(new Town(1).image("a").spec().getTemplate(), 0))
                .isEqualTo(RevisionName.of(new Town(2).image("a").spec().getTemplate(), 0))
                .isNotEqualTo(RevisionName.of(new Town(1).image("b").spec().getTemplate(), 0))
                .isNotEqualTo(RevisionName.of(new Town(1).image("a").spec().getTemplate(), 1));
    }

    @Test
    void every_part_of_the_template_is_part_of_the_revision() {
        List<Consumer<Template>> changes = List.of(
                template -> template.getSpec().setCapacity(9),
                template -> template.getSpec().setDeletion(new Deletion()),
                template -> template.getSpec().setSidecar(new Sidecar()),
                template -> template.setMetadata(
                        new ObjectMetaBuilder().addToLabels("season", "winter").build()),
                template -> template.getSpec()
                        .getTemplate()
                        .setMetadata(new ObjectMetaBuilder()
                                .addToAnnotations("note", "new")
                                .build()),
                template -> template.getSpec()
                        .getTemplate()
                        .setSpec(new PodSpecBuilder()
                                .withTerminationGracePeriodSeconds(5L)
                                .build()));
        for (Consumer<Template> change : changes) {
            Town town = rolledOut(1);
            Template template = Serialization.clone(town.spec().getTemplate());
            change.accept(template);
            town.spec().setTemplate(template);
            assertThat(town.settle()).singleElement().asString().startsWith("create fleet ");
        }
    }

    @Test
    void what_is_not_in_the_template_is_no_new_revision() {
        Town town = rolledOut(1);
        town.spec().setRevisionHistoryLimit(3);
        town.strategy().setMinReadySeconds(7);
        town.labels().put("team", "blue");
        assertThat(town.settle()).isEmpty();
    }

    @Test
    void a_clock_that_was_ahead_stops_no_rollout() {
        Town town = rolledOut(2).allows("1", "0");
        town.image("v2");
        town.settle();
        town.fleetsAct();
        town.startAll();
        town.of("v2").forEach(server -> server.since = town.now().plus(Duration.ofHours(1)));
        assertThat(town.settle()).as("it is ready, whenever that was").containsExactly("fleet v1 of 1");
        town.rest();
        assertThat(town.progress()).isEqualTo("True NewRevisionAvailable");
    }

    @Test
    void within_the_surge_new_ones_come_first_and_old_ones_go_as_they_become_available() {
        Town town = rolledOut(4).allows("25%", "0");
        town.image("v2");
        assertThat(town.settle()).containsExactly("create fleet v2 of 1");
        town.fleetsAct();
        assertThat(town.settle()).isEmpty();
        town.startAll();
        assertThat(town.settle()).containsExactly("fleet v1 of 3");
        town.fleetsAct();
        assertThat(town.settle()).containsExactly("fleet v2 of 2");
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 0).containsEntry("v2", 4);
        assertThat(town.progress()).isEqualTo("True NewRevisionAvailable");
    }

    @Test
    void without_a_surge_old_ones_go_first() {
        Town town = rolledOut(4).allows("0", "1");
        town.image("v2");
        assertThat(town.settle()).containsExactly("create fleet v2 of 0", "fleet v1 of 3");
        town.fleetsAct();
        assertThat(town.settle()).containsExactly("fleet v2 of 1");
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 0).containsEntry("v2", 4);
    }

    @Test
    void busy_ones_are_waited_for_without_stopping_the_rest() {
        Town town = rolledOut(4).allows("25%", "0");
        town.of("v1").forEach(server -> server.busy = true);
        town.image("v2");
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 0).containsEntry("v2", 4);
        assertThat(town.of("v1")).hasSize(4).allMatch(Town.Resident::draining);
        assertThat(town.progress()).isEqualTo("True NewRevisionAvailable");
        assertThat(town.condition("Progressing").getMessage()).contains("4 older Servers wait");
    }

    @Test
    void no_more_than_max_draining_wait_at_once() {
        Town town = rolledOut(6).allows("50%", "0");
        town.strategy().setMaxDraining(2);
        town.of("v1").forEach(server -> server.busy = true);
        town.image("v2");
        town.rest();
        assertThat(town.of("v1")).filteredOn(Town.Resident::draining).hasSize(2);
        assertThat(town.progress()).isEqualTo("True WaitingForGames");
        town.of("v1").stream().filter(Town.Resident::draining).forEach(server -> server.busy = false);
        town.rest();
        assertThat(town.of("v1")).hasSize(4).filteredOn(Town.Resident::draining).hasSize(2);
    }

    @Test
    void free_ones_go_first_whatever_their_revision() {
        Town town = rolledOut(4).allows("1", "0");
        town.of("v1").stream().skip(1).forEach(server -> server.busy = true);
        town.image("v2");
        town.settle();
        town.fleetsAct();
        town.startAll();
        town.settle();
        town.fleetsAct();
        assertThat(town.of("v1").getFirst().draining()).isTrue();
        assertThat(town.of("v1")).filteredOn(Town.Resident::draining).hasSize(1);
    }

    @Test
    void the_order_of_scaling_down_is_each_fleets_and_is_taken_off_again() {
        Town town = rolledOut(2);
        town.image("v2");
        town.rest();
        town.spec().setScaleDown(new ScaleDown());
        town.spec().getScaleDown().setOrder(ScaleDown.Order.NewestFirst);
        assertThat(town.settle()).containsExactlyInAnyOrder("fleet v1 of 0", "fleet v2 of 2");
        assertThat(town.fleet("v2").getSpec().getScaleDown().getOrder()).isEqualTo(ScaleDown.Order.NewestFirst);
        town.spec().setScaleDown(null);
        assertThat(town.settle()).containsExactlyInAnyOrder("fleet v1 of 0", "fleet v2 of 2");
        assertThat(town.fleet("v2").getSpec().getScaleDown()).isNull();
    }

    @Test
    void where_permission_is_not_preferred_the_busy_go_like_all_others() {
        Town town = rolledOut(2).allows("0", "1");
        town.spec().setScaleDown(new ScaleDown());
        town.spec().getScaleDown().setPreferAllowed(false);
        town.strategy().setMaxDraining(0);
        town.settle();
        town.of("v1").getFirst().busy = true;
        town.image("v2");
        assertThat(town.settle()).containsExactly("create fleet v2 of 0");
        town.of("v1").getFirst().busy = false;
        assertThat(town.settle()).containsExactly("fleet v1 of 1");
    }

    @Test
    void a_fleet_that_would_give_up_an_available_one_is_not_taken_for_one_that_gives_up_another() {
        Town town = rolledOut(2).allows("0", "1");
        town.strategy().setMinReadySeconds(60);
        town.pass(Duration.ofMinutes(2));
        Town.Resident fresh = town.of("v1").getLast();
        fresh.since = town.now();
        fresh.busy = true;
        town.image("v2");
        assertThat(town.settle()).as("the Fleet would let the free one go").containsExactly("create fleet v2 of 0");
        town.pass(Duration.ofMinutes(1));
        assertThat(town.settle()).containsExactly("fleet v1 of 1");
    }

    @Test
    void a_third_revision_in_the_middle_drains_all_older_ones() {
        Town town = rolledOut(4).allows("25%", "0");
        town.image("v2");
        town.settle();
        town.fleetsAct();
        town.startAll();
        town.settle();
        town.fleetsAct();
        town.image("v3");
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 0).containsEntry("v2", 0).containsEntry("v3", 4);
    }

    @Test
    void a_revert_takes_servers_back_that_still_run() {
        Town town = rolledOut(4).allows("100%", "0");
        List<Town.Resident> before = town.of("v1");
        before.forEach(server -> server.busy = true);
        town.image("v2");
        town.rest();
        assertThat(before).allMatch(Town.Resident::draining);
        town.image("v1");
        town.rest();
        assertThat(town.of("v1")).containsExactlyInAnyOrderElementsOf(before).noneMatch(Town.Resident::draining);
        assertThat(town.sizes()).containsEntry("v1", 4).containsEntry("v2", 0);
    }

    @Test
    void an_earlier_revision_can_be_named_and_one_that_is_not_there_is_named_too() {
        Town town = rolledOut(2);
        String first = town.fleetName("v1").substring("duel-".length());
        town.image("v2");
        town.rest();
        town.spec().setRevision(first);
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 2).containsEntry("v2", 0);
        town.spec().setRevision("nowhere");
        assertThat(town.settle()).isEmpty();
        assertThat(town.progress()).isEqualTo("False UnknownRevision");
        assertThat(town.condition("Progressing").getMessage())
                .contains("spec.revision is nowhere, and there is no such revision; there are, newest first: " + first);
    }

    @Test
    void a_revision_that_does_not_start_leaves_the_old_one_alone_and_its_fix_replaces_it() {
        Town town = rolledOut(4).allows("25%", "0").breaks("bad");
        town.image("bad");
        town.rest();
        town.pass(Duration.ofMinutes(10));
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 4).containsEntry("bad", 1);
        assertThat(town.progress()).isEqualTo("False ProgressDeadlineExceeded");
        assertThat(town.condition("Progressing").getMessage())
                .contains("became available within 600 s", "The Pod is starting.");
        assertThat(town.condition("Available").getStatus()).isEqualTo("True");
        town.image("v2");
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 0).containsEntry("bad", 0).containsEntry("v2", 4);
    }

    @Test
    void where_it_is_to_roll_back_it_does_so_once_and_stays_there() {
        Town town = rolledOut(4).allows("25%", "0").breaks("bad");
        town.strategy().setOnFailure(Strategy.OnFailure.RollBack);
        town.image("bad");
        town.rest();
        town.pass(Duration.ofMinutes(10));
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 4).containsEntry("bad", 0);
        assertThat(town.progress()).isEqualTo("False RolledBack");
        town.pass(Duration.ofHours(1));
        assertThat(town.settle()).isEmpty();
        town.image("v2");
        town.rest();
        assertThat(town.sizes()).containsEntry("v2", 4).containsEntry("v1", 0);
    }

    @Test
    void a_full_cluster_gets_the_bad_revision_out_of_the_way_of_its_fix() {
        Town town = rolledOut(4).allows("0", "1").breaks("bad");
        town.image("bad");
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 3).containsEntry("bad", 1);
        town.image("v2");
        assertThat(town.settle()).startsWith("create fleet v2 of 0", "fleet bad of 0");
        town.rest();
        assertThat(town.sizes()).containsEntry("v2", 4);
    }

    @Test
    void paused_it_scales_and_moves_nothing() {
        Town town = rolledOut(4).allows("25%", "0");
        town.image("v2");
        town.settle();
        town.fleetsAct();
        town.spec().setPaused(true);
        town.startAll();
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 4).containsEntry("v2", 1);
        assertThat(town.progress()).isEqualTo("False Paused");
        town.spec().setReplicas(8);
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 7).containsEntry("v2", 1);
        town.spec().setReplicas(0);
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 0).containsEntry("v2", 0);
        town.spec().setReplicas(2);
        town.spec().setPaused(false);
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 0).containsEntry("v2", 2);
    }

    @Test
    void replicas_may_change_in_the_middle() {
        Town town = rolledOut(4).allows("25%", "0");
        town.image("v2");
        town.settle();
        town.fleetsAct();
        town.spec().setReplicas(10);
        town.rest();
        assertThat(town.sizes()).containsEntry("v1", 0).containsEntry("v2", 10);
        town.image("v3");
        town.settle();
        town.fleetsAct();
        town.spec().setReplicas(1);
        town.rest();
        assertThat(town.sizes()).containsEntry("v2", 0).containsEntry("v3", 1);
    }

    @Test
    void min_ready_seconds_are_waited_for() {
        Town town = rolledOut(2).allows("1", "0");
        town.strategy().setMinReadySeconds(10);
        town.pass(Duration.ofMinutes(1));
        town.image("v2");
        town.settle();
        town.fleetsAct();
        town.startAll();
        assertThat(town.settle()).isEmpty();
        assertThat(town.plan().again()).isEqualTo(Duration.ofSeconds(10));
        town.pass(Duration.ofSeconds(10));
        assertThat(town.settle()).containsExactly("fleet v1 of 1");
    }

    @Test
    void a_name_that_belongs_to_somebody_else_is_passed_over() {
        Town town = new Town(1);
        String name = "duel-" + RevisionName.of(town.spec().getTemplate(), 0);
        town.taken(name).settle();
        assertThat(town.fleetName("v1"))
                .isEqualTo("duel-" + RevisionName.of(town.spec().getTemplate(), 1));
    }

    @Test
    void what_is_refused_is_tried_again_after_a_while_and_told_as_long_as_it_is_wanted() {
        Town town = rolledOut(1);
        town.image("v2");
        String name = "duel-" + RevisionName.of(town.spec().getTemplate(), 0);

        assertThat(town.refused(name).settle()).doesNotContain("create fleet v2 of 1");
        assertThat(town.failure())
                .isEqualTo("True WriteRefused: The API server refuses CreateFleet of Fleet " + name
                        + " (Forbidden): exceeded quota");
        assertThat(town.plan().again()).isEqualTo(Duration.ofSeconds(5));

        town.image("v1").settle();
        assertThat(town.failure()).startsWith("False NoFailure");

        town.image("v2");
        town.pass(Duration.ofSeconds(5));
        assertThat(town.settle()).contains("create fleet v2 of 1");
    }

    @Test
    void old_revisions_without_servers_are_kept_as_far_as_the_limit_says() {
        Town town = rolledOut(1);
        town.spec().setRevisionHistoryLimit(2);
        for (int i = 2; i <= 6; i++) {
            town.image("v" + i);
            town.rest();
        }
        assertThat(town.sizes()).containsOnlyKeys("v4", "v5", "v6");
    }

    private static Town rolledOut(int replicas) {
        Town town = new Town(replicas);
        town.rest();
        return town;
    }
}
