package dev.fermata.operator.shell.keys;

import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.log.LogKey;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that make operator tokens: several by id in one Secret, of which the last id makes new Pods' tokens and each Pod names its
 * own. Made at the first start; whoever starts at the same time takes the one that was quicker.
 *
 * <p>Kept in memory, and never forgotten there while Pods may need them: not when somebody deletes the Secret, or spoils it. It is read
 * when it changes, and when a Pod names an id that is not known, at most every ten seconds then.
 */
public final class InstallKeys {
    /** Name of the Secret, in the operator's own namespace. */
    public static final String SECRET = "fermata-keys";

    private static final Logger LOG = LoggerFactory.getLogger(InstallKeys.class);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(10);

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

    /**
     * What is known.
     *
     * @param stored what the Secret has
     * @param ring all of that, and what it had
     * @param newestSince since when its newest key is the newest
     */
    private record Known(KeyRing stored, KeyRing ring, Instant newestSince, Instant readAt) {
        Key newest() {
            return (stored.keys().isEmpty() ? ring : stored)
                    .keys()
                    .sequencedValues()
                    .getLast();
        }
    }

    /**
     * Reads the keys, or makes the first.
     *
     * @throws dev.fermata.operator.shell.kube.ApiUnavailableException if the API server gives no answer
     * @throws IllegalStateException if it refuses, or what it has is no key; the message is for a person
     */
    public static InstallKeys open(ApiServer api, String namespace, Clock clock) {
        ObjectKey place = new ObjectKey(namespace, SECRET);
        Secret secret = read(api, place)
                .or(() -> create(api, newSecret(place, Map.of("k1", random()))))
                .orElseGet(() -> read(api, place)
                        .orElseThrow(() -> new IllegalStateException("Secret " + place + " comes and goes")));
        KeyRing ring = KeyRing.of(place, secret);
        if (ring.keys().isEmpty()) {
            throw new IllegalStateException("Secret " + place + " has no key; delete it and one is made"
                    + (ring.faults().isEmpty() ? "" : ". " + String.join("; ", ring.faults())));
        }
        ring.faults().forEach(InstallKeys::say);
        Instant now = clock.instant();
        return new InstallKeys(api, place, clock, new Known(ring, ring, now, now));
    }

    /** The key for new Pods. */
    public Key newest() {
        return known.newest();
    }

    /** Since when, as far as this process knows, that is the newest. */
    Instant newestSince() {
        return known.newestSince();
    }

    /** The key with this id; absent if there is none, or none known at the moment. */
    public Optional<Key> byId(String id) {
        if (!known.ring().keys().containsKey(id)) {
            refresh();
        }
        return Optional.ofNullable(known.ring().keys().get(id));
    }

    /** Ids of all that the Secret has. */
    Set<String> stored() {
        return known.stored().keys().keySet();
    }

    /** All that are known, in the Secret or not. */
    KeyRing ring() {
        return known.ring();
    }

    ObjectKey place() {
        return place;
    }

    private synchronized void refresh() {
        if (clock.instant().isAfter(known.readAt().plus(BETWEEN_READS))) {
            read(api, place).ifPresentOrElse(this::take, this::missed);
        }
    }

    /** The Secret is this now. */
    synchronized void take(Secret secret) {
        KeyRing stored = KeyRing.of(place, secret);
        stored.faults().stream()
                .filter(fault -> !known.stored().faults().contains(fault))
                .forEach(InstallKeys::say);
        Known next = new Known(stored, stored.and(known.ring()), known.newestSince(), clock.instant());
        boolean same = next.newest().id().equals(known.newest().id());
        known = same ? next : new Known(stored, next.ring(), clock.instant(), clock.instant());
        if (!same) {
            LOG.atInfo().addKeyValue(LogKey.NAME, known.newest().id()).log("new Pods get another install key");
        }
    }

    /** There is no Secret now. */
    synchronized void missed() {
        known = new Known(
                known.stored().without(known.ring().keys().keySet()),
                known.ring(),
                known.newestSince(),
                clock.instant());
    }

    /** These are needed by no Pod any more. */
    synchronized void forget(Set<String> ids) {
        known = new Known(known.stored().without(ids), known.ring().without(ids), known.newestSince(), known.readAt());
    }

    private static void say(String fault) {
        LOG.atWarn().addKeyValue(LogKey.DETAIL, fault).log("what is no install key is passed over");
    }

    private static Optional<Secret> read(ApiServer api, ObjectKey place) {
        return switch (api.get(Secret.class, place)) {
            case ApiAnswer.Done<Secret> done -> Optional.ofNullable(done.object());
            case ApiAnswer.Refused<Secret> refused when refused.isNotFound() -> Optional.empty();
            case ApiAnswer.Refused<Secret> refused -> throw cannot("read", place, refused);
        };
    }

    private static Optional<Secret> create(ApiServer api, Secret wanted) {
        return switch (api.create(wanted)) {
            case ApiAnswer.Done<Secret> done -> Optional.ofNullable(done.object());
            case ApiAnswer.Refused<Secret> refused when refused.isConflict() -> Optional.empty();
            case ApiAnswer.Refused<Secret> refused -> throw cannot("create", ObjectKey.of(wanted), refused);
        };
    }

    /** A Secret with these keys. */
    static Secret newSecret(ObjectKey place, Map<String, byte[]> keys) {
        Map<String, String> data = new TreeMap<>();
        keys.forEach((id, bytes) -> data.put(id, Base64.getEncoder().encodeToString(bytes)));
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(place.namespace())
                .withName(place.name())
                .addToLabels("app.kubernetes.io/part-of", "fermata")
                .endMetadata()
                .withType("Opaque")
                .withData(data)
                .build();
    }

    private static byte[] random() {
        byte[] secret = new byte[KeyRing.KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    private static IllegalStateException cannot(String verb, ObjectKey place, ApiAnswer.Refused<Secret> refused) {
        return new IllegalStateException("cannot " + verb + " Secret " + place + ": " + refused.message());
    }
}
