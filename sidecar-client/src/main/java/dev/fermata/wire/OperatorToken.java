package dev.fermata.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How the operator shows a sidecar who it is. The token of a Server is {@code hex(HMAC-SHA256(install key, Server uid))} (RFC
 * 2104): the operator computes it anew for each call. The sidecar is given only {@code hex(SHA-256(token))}, so that whoever reads
 * its Pod learns nothing that opens a door. All hex is lower-case; texts are hashed as UTF-8.
 */
public final class OperatorToken {
    private static final String SCHEME = "Bearer ";
    private static final int SHA256_HEX = 64;

    private OperatorToken() {}

    /**
     * The token for a Server.
     *
     * @param installKey the installation's secret, at least 32 bytes
     * @param serverUid the Server object's uid
     * @return 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if the key has fewer than 32 bytes
     */
    public static String of(byte[] installKey, String serverUid) {
        if (installKey.length < 32) {
            throw new IllegalArgumentException("an install key has at least 32 bytes, not " + installKey.length);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(installKey, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(serverUid.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /**
     * What the sidecar is given to recognise the token by.
     *
     * @param token the Server's
     * @return 64 lower-case hexadecimal digits
     */
    public static String sha256(String token) {
        return HexFormat.of().formatHex(digest(token));
    }

    /**
     * How a token is shown.
     *
     * @param token the Server's
     * @return the value of the header {@link Headers#AUTHORIZATION}
     */
    public static String authorization(String token) {
        return SCHEME + token;
    }

    /**
     * Whether an {@link Headers#AUTHORIZATION} header shows the token whose {@link #sha256} is given. Takes the same time wherever
     * the two differ.
     *
     * @param authorization the header's value; null if there was none
     * @param tokenSha256 64 lower-case hexadecimal digits: see {@link #isSha256}
     * @return false also for another scheme than {@code Bearer}
     * @throws IllegalArgumentException if the digest is not hexadecimal
     */
    public static boolean isShownBy(@Nullable String authorization, String tokenSha256) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] shown = digest(authorization.substring(SCHEME.length()).strip());
        return MessageDigest.isEqual(shown, HexFormat.of().parseHex(tokenSha256));
    }

    /**
     * Whether a text has the form of {@link #sha256}'s answers.
     *
     * @param text any
     * @return true for 64 lower-case hexadecimal digits
     */
    public static boolean isSha256(String text) {
        boolean good = text.length() == SHA256_HEX;
        for (int i = 0; good && i < text.length(); i++) {
            char c = text.charAt(i);
            good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return good;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
