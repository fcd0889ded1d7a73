package dev.fermata.operator.shell.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.kube.FakeApi;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstallKeysTest {
    private final FakeApi fake = new FakeApi();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void theKeysThatAreThereAreTaken() {
        fake.will(200, secret("k1", "k2"));

        InstallKeys keys = open();

        assertThat(keys.newest().id()).isEqualTo("k2");
        assertThat(keys.byId("k1")).isPresent();
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void theTenthKeyIsNewerThanTheNinth() {
        fake.will(200, secret("k10", "k9"));

        assertThat(open().newest().id()).isEqualTo("k10");
    }

    @Test
    void theFirstStartMakesAKey() {
        fake.refuses(404, "NotFound", "no").will(201, secret("k1"));

        InstallKeys keys = open();

        assertThat(keys.newest().secret()).hasSize(32);
        assertThat(fake.requests())
                .extracting(FakeApi.Request::toString)
                .containsExactly(
                        "GET /api/v1/namespaces/ops/secrets/fermata-keys", "POST /api/v1/namespaces/ops/secrets");
    }

    @Test
    void whoeverIsSlowerTakesTheKeyOfTheOther() {
        fake.refuses(404, "NotFound", "no")
                .refuses(409, "AlreadyExists", "there")
                .will(200, secret("k1"));

        assertThat(open().newest().id()).isEqualTo("k1");
    }

    @Test
    void aKeyThatWasAddedIsFoundWhenAPodNamesIt() {
        fake.will(200, secret("k1")).will(200, secret("k1", "k2"));
        InstallKeys keys = open();

        clock.pass(Duration.ofSeconds(11));

        assertThat(keys.byId("k2")).isPresent();
        assertThat(keys.newest().id()).isEqualTo("k2");
    }

    @Test
    void aKeyThatDoesNotExistIsLookedForAtMostEveryTenSeconds() {
        fake.will(200, secret("k1")).will(200, secret("k1")).will(200, secret("k1"));
        InstallKeys keys = open();
        clock.pass(Duration.ofSeconds(11));

        for (int i = 0; i < 5; i++) {
            assertThat(keys.byId("k7")).isEmpty();
        }

        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void aRefusalIsSaidInTheServersOwnWords() {
        fake.refuses(403, "Forbidden", "secrets is forbidden");

        assertThatThrownBy(this::open).hasMessage("cannot read Secret ops/fermata-keys: secrets is forbidden");
    }

    @Test
    void aSecretThatHoldsNoKeyIsSaidToHoldNone() {
        fake.will(
                200, new SecretBuilder(secret()).withData(Map.of("k1", "AAAA")).build());

        assertThatThrownBy(this::open).hasMessageContaining("has under k1 3 bytes; a key has 32");
    }

    @Test
    void whatIsNoKeyIsPassedOverWhereAnotherIs() {
        fake.will(200, with(secret("k1"), "k2", "AAAA"));

        assertThat(open().newest().id()).isEqualTo("k1");
    }

    @Test
    void anAddedKeyIsForNewPodsAtOnceAndTheOldOneStays() {
        fake.will(200, secret("k1"));
        InstallKeys keys = open();

        keys.take(secret("k1", "k2"));

        assertThat(keys.newest().id()).isEqualTo("k2");
        assertThat(keys.byId("k1")).isPresent();
    }

    @Test
    void whatSomebodySpoilsOrDeletesIsKeptInMemory() {
        fake.will(200, secret("k1"));
        InstallKeys keys = open();

        keys.take(with(secret(), "k1", "!!"));
        assertThat(keys.newest().id()).isEqualTo("k1");
        keys.missed();
        assertThat(keys.byId("k1")).isPresent();
        assertThat(keys.stored()).isEmpty();
    }

    private static Secret with(Secret secret, String id, String text) {
        return new SecretBuilder(secret).addToData(id, text).build();
    }

    private InstallKeys open() {
        return InstallKeys.open(fake.api(), "ops", clock);
    }

    static Secret secret(String... ids) {
        Map<String, String> data = new LinkedHashMap<>();
        for (String id : ids) {
            data.put(id, Base64.getEncoder().encodeToString(new byte[32]));
        }
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("ops")
                .withName("fermata-keys")
                .endMetadata()
                .withData(data)
                .build();
    }
}
