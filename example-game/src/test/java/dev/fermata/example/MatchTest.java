package dev.fermata.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatchTest {
    private final Match match = new Match(new GameConfig(0, 3, 3));

    @Test
    void itBeginsWhenTwoSitThere() {
        assertThat(match.join("ann")).isEmpty();
        assertThat(match.isRunning()).isFalse();

        assertThat(match.join("ben")).isEmpty();

        assertThat(match.isRunning()).isTrue();
        assertThat(match.winner()).isEmpty();
    }

    @Test
    void othersMayJoinWhileThereIsRoom() {
        match.join("ann");
        match.join("ben");

        assertThat(match.join("cat")).isEmpty();
        assertThat(match.join("dan")).contains("all 3 seats are taken");
    }

    @Test
    void twoPlayersOfOneNameAreRefused() {
        match.join("ann");

        assertThat(match.join("ann")).contains("somebody else is called ann");
        assertThat(match.isRunning()).isFalse();
    }

    @Test
    void whoHasEnoughPointsFirstWins() {
        match.join("ann");
        match.join("ben");

        match.score("ben");
        match.score("ann");
        match.score("ben");
        assertThat(match.winner()).isEmpty();

        assertThat(match.score("ben")).isEqualTo(3);
        assertThat(match.winner()).contains("ben");
    }

    @Test
    void whoIsTheLastOneLeftWins() {
        match.join("ann");
        match.join("ben");

        match.leave("ann");

        assertThat(match.winner()).contains("ben");
    }

    @Test
    void whoWaitsAloneHasNotWon() {
        match.join("ann");

        assertThat(match.winner()).isEmpty();
    }
}
