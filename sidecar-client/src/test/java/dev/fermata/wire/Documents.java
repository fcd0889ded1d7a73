package dev.fermata.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Documents to test with: fixed ones, and any number of random ones that are valid. */
final class Documents {
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final ServerIdentity ARENA = new ServerIdentity(
            "arena-7f9c-0", "games", "0b5c1f9e-7d4e-4a39-9a4f-2f8f3c1f5a11", "arena-7f9c", "arena", 16);
    static final DrainNotice DRAIN = new DrainNotice("ScaleDown", "5 replicas became 3", NOON, NOON.plusSeconds(600));
    static final SidecarState QUIET = new SidecarState("a1b2", 0, false, false, false, Guard.UNKNOWN, null, null);
    static final SidecarState BUSY = new SidecarState("a1b2", 7, true, true, true, Guard.LIFTED, DRAIN, 12);

    private static final String SENTENCE = "ab \"\\/\n\t\u0001\u007fé€\u2028😀{}[],:";
    private static final String NAME = "abcxyz0189";
    private static final String IDENTIFIER = "abYZ09-_";

    private Documents() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static ServerDocument server(Random random) {
        return new ServerDocument(
                new ServerIdentity(
                        text(random, NAME, 63),
                        text(random, NAME, 63),
                        text(random, IDENTIFIER, Limits.MAX_IDENTIFIER),
                        random.nextBoolean() ? null : text(random, NAME, Limits.MAX_NAME),
                        random.nextBoolean() ? null : text(random, NAME, Limits.MAX_NAME),
                        number(random)),
                state(random));
    }

    static SidecarState state(Random random) {
        boolean allowed = random.nextBoolean();
        return new SidecarState(
                text(random, IDENTIFIER, Limits.MAX_IDENTIFIER),
                random.nextLong() & Long.MAX_VALUE,
                allowed,
                allowed && random.nextBoolean(),
                random.nextBoolean(),
                List.of(Guard.values()).get(random.nextInt(4)),
                random.nextBoolean() ? null : drain(random),
                number(random));
    }

    static DrainNotice drain(Random random) {
        return new DrainNotice(
                "R" + text(random, "ABCxyz019", Limits.MAX_REASON - 1),
                random.nextBoolean() ? null : "m" + sentence(random),
                instant(random),
                random.nextBoolean() ? null : instant(random));
    }

    static Instant instant(Random random) {
        long second = -62_167_219_200L + (long) (random.nextDouble() * 315_569_519_999L);
        return Instant.ofEpochSecond(second, random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    static String sentence(Random random) {
        StringBuilder sentence = new StringBuilder();
        int points = SENTENCE.codePointCount(0, SENTENCE.length());
        for (int i = random.nextInt(500); i > 0; i--) {
            int at = SENTENCE.offsetByCodePoints(0, random.nextInt(points));
            sentence.appendCodePoint(SENTENCE.codePointAt(at));
        }
        return sentence.toString();
    }

    private static String text(Random random, String alphabet, int max) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(max); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static @Nullable Integer number(Random random) {
        return random.nextBoolean() ? null : (Integer) random.nextInt(Limits.MAX_PLAYERS + 1);
    }
}
