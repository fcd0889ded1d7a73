package dev.fermata.operator.shell.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that webhooks may have, and those that they may not. */
class ForbiddenTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.170.2",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "ff02::1",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::"
            })
    void these_may_not(String address) throws UnknownHostException {
        assertThat(Forbidden.is(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.7",
                "172.16.3.4",
                "192.168.1.1",
                "203.0.113.9",
                "fd00::7",
                "2001:db8::1",
                "64:ff9b::cb00:7109"
            })
    void these_may(String address) throws UnknownHostException {
        assertThat(Forbidden.is(InetAddress.getByName(address))).isFalse();
    }
}
