package dev.fermata.operator.shell.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/**
 * Addresses that no webhook may have, because whoever may name one would have the operator speak where only the operator's machine may:
 * loopback, link-local (with it most clouds' metadata), multicast, unspecified, and the metadata addresses that are elsewhere.
 */
final class Forbidden {
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;
    private static final int BYTE = 0xff;

    /** AWS (IPv6), Alibaba, Oracle, Azure. */
    private static final Set<String> METADATA =
            Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192", "168.63.129.16");

    /** NAT64's well-known prefix, 64:ff9b::/96 (RFC 6052). */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /** 6to4, 2002::/16 (RFC 3056). */
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

    /** IPv4-compatible, ::/96 (RFC 4291). */
    private static final byte[] COMPATIBLE = new byte[IPV6_LENGTH - IPV4_LENGTH];

    private Forbidden() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return isSpecial(address) || embeds(bytes, NAT64) || embeds(bytes, SIX_TO_FOUR) || embeds(bytes, COMPATIBLE);
    }

    private static boolean isSpecial(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || (address instanceof Inet4Address && isOfThisNetworkOrBroadcast(address.getAddress()))
                || METADATA.contains(withoutScope(address));
    }

    private static boolean isOfThisNetworkOrBroadcast(byte[] bytes) {
        return bytes[0] == 0 || (bytes[0] & BYTE) == BYTE;
    }

    /** Whether it is an IPv6 address of this prefix, and the IPv4 address that follows is a forbidden one. */
    private static boolean embeds(byte[] bytes, byte[] prefix) {
        if (bytes.length != IPV6_LENGTH || !Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length)) {
            return false;
        }
        try {
            byte[] embedded = Arrays.copyOfRange(bytes, prefix.length, prefix.length + IPV4_LENGTH);
            return isSpecial(InetAddress.getByAddress(embedded));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static String withoutScope(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
