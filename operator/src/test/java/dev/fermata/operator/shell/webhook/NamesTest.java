package dev.fermata.operator.shell.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, and what the resolver is asked for. */
class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "matchmaker.games.svc, matchmaker.games.svc",
        "Matchmaker.games.SVC, Matchmaker.games.SVC",
        "pod-0.matchmaker.games.svc, pod-0.matchmaker.games.svc",
        "localhost, localhost",
        "scaler.example.com., scaler.example.com.",
        "10.0.0.7, 10.0.0.7",
        "fd00::7, fd00::7"
    })
    void a_service_is_completed_by_the_search_domain_of_the_cluster(String host, String asked) {
        assertThat(Names.whole(host)).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "scaler.example.com, scaler.example.com.",
        "matchmaker, matchmaker.",
        "matchmaker.lobby, matchmaker.lobby.",
        "matchmaker.svc, matchmaker.svc.",
        "matchmaker.games.svc.cluster.local, matchmaker.games.svc.cluster.local.",
        "0x7f000001, 0x7f000001.",
        "0x7f.1, 0x7f.1."
    })
    void any_other_name_is_a_whole_one(String host, String asked) {
        assertThat(Names.whole(host)).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "127.0.1", "0", "0.0"})
    void an_address_with_less_than_four_numbers_is_the_one_that_it_is(String host) throws UnknownHostException {
        assertThat(Names.ofSystem().addresses(host)).isNotEmpty().allMatch(Forbidden::is);
    }

    @Test
    void what_looks_like_an_address_and_is_none_has_none() {
        assertThatThrownBy(() -> Names.ofSystem().addresses("4294967296")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void an_address_is_its_own() throws UnknownHostException {
        assertThat(Names.ofSystem().addresses("10.0.0.7")).containsExactly(InetAddress.getByName("10.0.0.7"));
    }
}
