package dev.fermata.operator.shell.kube;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The secrets that make operator tokens: several by id in one Secret, of which the last id makes new Pods' tokens and each Pod names its
 * own. Made at the first start; whoever starts at the same time takes the one that was quicker.
 *
 * <p>Kept in memory. The Secret is read again only when a Pod names an id that is not known, and at most every ten seconds then.
 */
public final class InstallKeys {
    /** Name of the Secret, in the operator's own namespace. */
    public static final String SECRET = "fermata-keys";

    private static final int KEY_BYTES = 32;
    private static final Duration BETWEEN_READS = Duration.ofSeconds(10);

    /** k9 before k10. */
    private static final Comparator<String> BY_AGE =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final ApiServer api;
    private final ObjectKey place;
    private final Clock clock;
    private volatile Known known;

    private InstallKeys(ApiServer api, ObjectKey place, Clock clock, Known known) {
        this.api = api;
        this.place = place;
        this.clock = clock;
        this.known = known;
    }

    /**
     * An install key.
     *
     * @param id its name in the Secret and in the annotation of Pods
     * @param secret 32 random bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Key(String id, byte[] secret) {}

    private record Known(SortedMap<String, Key> keys, Instant readAt) {}

    /**
     * Reads the keys, or makes the first.
     *
     * @throws ApiUnavailableException if the API server gives no answer
     * @throws IllegalStateException if it refuses, or what it has is no key; the message is for a person
     */
    public static InstallKeys open(ApiServer api, String namespace, Clock clock) {
        ObjectKey place = new ObjectKey(namespace, SECRET);
        Secret secret = read(api, place)
                .or(() -> create(api, place))
                .orElseGet(() -> read(api, place)
                        .orElseThrow(() -> new IllegalStateException("Secret " + place + " comes and goes")));
        return new InstallKeys(api, place, clock, new Known(keys(place, secret), clock.instant()));
    }

    /** The key for new Pods. */
    public Key newest() {
        SortedMap<String, Key> keys = known.keys();
        return keys.sequencedValues().getLast();
    }

    /** The key with this id; absent if there is none, or none known at the moment. */
    public Optional<Key> byId(String id) {
        if (!known.keys().containsKey(id)) {
            refresh();
        }
        return Optional.ofNullable(known.keys().get(id));
    }

    private synchronized void refresh() {
        if (clock.instant().isAfter(known.readAt().plus(BETWEEN_READS))) {
            SortedMap<String, Key> keys =
                    read(api, place).map(secret -> keys(place, secret)).orElseGet(known::keys);
            known = new Known(keys, clock.instant());
        }
    }

    private static Optional<Secret> read(ApiServer api, ObjectKey place) {
        return switch (api.get(Secret.class, place)) {
            case ApiAnswer.Done<Secret> done -> Optional.ofNullable(done.object());
            case ApiAnswer.Refused<Secret> refused when refused.isNotFound() -> Optional.empty();
            case ApiAnswer.Refused<Secret> refused -> throw cannot("read", place, refused);
        };
    }

    private static Optional<Secret> create(ApiServer api, ObjectKey place) {
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        Secret wanted = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(place.namespace())
                .withName(place.name())
                .addToLabels("app.kubernetes.io/part-of", "fermata")
                .endMetadata()
                .withType("Opaque")
                .withData(Map.of("k1", Base64.getEncoder().encodeToString(secret)))
                .build();
        return switch (api.create(wanted)) {
            case ApiAnswer.Done<Secret> done -> Optional.ofNullable(done.object());
            case ApiAnswer.Refused<Secret> refused when refused.isConflict() -> Optional.empty();
            case ApiAnswer.Refused<Secret> refused -> throw cannot("create", place, refused);
        };
    }

    private static IllegalStateException cannot(String verb, ObjectKey place, ApiAnswer.Refused<Secret> refused) {
        return new IllegalStateException("cannot " + verb + " Secret " + place + ": " + refused.message());
    }

    private static SortedMap<String, Key> keys(ObjectKey place, Secret secret) {
        SortedMap<String, Key> keys = new TreeMap<>(BY_AGE);
        Optional.ofNullable(secret.getData()).orElse(Map.of()).forEach((id, text) -> {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length < KEY_BYTES) {
                throw new IllegalStateException(
                        "Secret " + place + " has under " + id + " " + bytes.length + " bytes; a key has " + KEY_BYTES);
            }
            keys.put(id, new Key(id, bytes));
        });
        if (keys.isEmpty()) {
            throw new IllegalStateException("Secret " + place + " has no key; delete it and one is made");
        }
        return keys;
    }
}
