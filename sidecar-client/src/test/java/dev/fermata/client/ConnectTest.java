package dev.fermata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fermata.client.testing.FakeSidecar;
import dev.fermata.wire.Hold;
import dev.fermata.wire.Limits;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    @Test
    void the_address_comes_from_the_environment() {
        try (FakeSidecar sidecar = FakeSidecar.start();
                Fermata fermata = Fermata.connect(sidecar.environment().get("FERMATA_URL"))) {
            fermata.allowDeletion();

            assertThat(sidecar.document().state().allowed()).isTrue();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void without_a_sidecar_everything_works_and_one_line_says_so(@Nullable String url) {
        try (RecordedLog log = new RecordedLog();
                Fermata fermata = Fermata.connect(url)) {
            assertThat(fermata.allowDeletion()).isTrue();
            assertThat(fermata.allowDeletionAsync().join()).isTrue();
            assertThat(fermata.holdAsync().join()).isEqualTo(Hold.LOCAL);
            assertThat(fermata.hold()).isEqualTo(Hold.LOCAL);
            fermata.reportPlayers(12);
            fermata.onDrain(notice -> {}).close();
            fermata.onChange(server -> {}).close();
            assertThat(fermata.drain()).isEmpty();
            assertThat(fermata.server()).isEmpty();
            assertThat(fermata.readServer()).isEmpty();

            assertThat(log.lines())
                    .containsExactly(
                            "INFO No sidecar, as FERMATA_URL is not set: this game runs on its own, holds are local,"
                                    + " and nobody will ask it to drain.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9480", "https://127.0.0.1:9480", "http://", "http://127.0.0.1:9480/v1", "http://a b",
                "http://u:p@127.0.0.1:9480", "http://127.0.0.1:9480?x", "http://127.0.0.1:0", "http://127.0.0.1:65536",
                        "9480"
            })
    void an_address_that_is_none_is_refused_at_once(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fermata.connect(url))
                .withMessage(
                        "FERMATA_URL must be an address like http://127.0.0.1:9480, with no path, not \"" + url + "\"");
    }

    @Test
    void an_address_that_is_none_is_refused_in_code_as_well() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fermata.connect(URI.create("ws://127.0.0.1:9480")))
                .withMessageStartingWith("the sidecar's address must be an address like");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Limits.MAX_PLAYERS + 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void a_number_of_players_that_cannot_be_is_refused_with_and_without_a_sidecar(int count) {
        try (FakeSidecar sidecar = FakeSidecar.start();
                Fermata connected = Fermata.connect(sidecar.uri());
                Fermata alone = Fermata.connect((String) null)) {
            String message = "count: must be a whole number from 0 to 1000000, not " + count;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> connected.reportPlayers(count))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> alone.reportPlayers(count))
                    .withMessage(message);
        }
    }
}
