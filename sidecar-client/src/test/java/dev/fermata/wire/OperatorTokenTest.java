package dev.fermata.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OperatorTokenTest {
    // openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1e1f, of "uid-1"; then sha256sum of its hex
    private static final String TOKEN = "31d181c5e92ef566f1f610921beb98cb26c235d8267b7ac3cad75b32f1794549";
    private static final String SHA256 = "8ce432c3e99cf2b1c0664276ed25b24a537398fe048766301a960c5bc44e14f5";

    private static byte[] key() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return key;
    }

    @Test
    void the_token_is_what_other_programs_compute() {
        assertThat(OperatorToken.of(key(), "uid-1")).isEqualTo(TOKEN);
        assertThat(OperatorToken.sha256(TOKEN)).isEqualTo(SHA256);
    }

    @Test
    void the_header_of_the_right_token_is_recognised() {
        assertThat(OperatorToken.isShownBy(OperatorToken.authorization(TOKEN), SHA256))
                .isTrue();
        assertThat(OperatorToken.isShownBy("bearer " + TOKEN, SHA256)).isTrue();
    }

    @Test
    void any_other_header_is_not() {
        assertThat(OperatorToken.isShownBy(null, SHA256)).isFalse();
        assertThat(OperatorToken.isShownBy("", SHA256)).isFalse();
        assertThat(OperatorToken.isShownBy(TOKEN, SHA256)).isFalse();
        assertThat(OperatorToken.isShownBy("Bearer", SHA256)).isFalse();
        assertThat(OperatorToken.isShownBy("Basic " + TOKEN, SHA256)).isFalse();
        assertThat(OperatorToken.isShownBy("Bearer " + SHA256, SHA256)).isFalse();
        assertThat(OperatorToken.isShownBy("Bearer " + OperatorToken.of(key(), "uid-2"), SHA256))
                .isFalse();
    }

    @Test
    void a_short_key_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorToken.of(new byte[31], "uid-1"))
                .withMessage("an install key has at least 32 bytes, not 31");
    }

    @Test
    void the_form_of_a_digest_is_known() {
        assertThat(OperatorToken.isSha256(SHA256)).isTrue();
        assertThat(OperatorToken.isSha256(SHA256.substring(1))).isFalse();
        assertThat(OperatorToken.isSha256("g" + SHA256.substring(1))).isFalse();
        assertThat(OperatorToken.isSha256("A" + SHA256.substring(1))).isFalse();
    }
}
