package dev.fermata.wire;

import static dev.fermata.wire.Documents.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader takes RFC 8259 and nothing else. */
class JsonGrammarTest {
    private static Map<String, Object> read(String json) {
        return JsonReader.object(utf8(json), Limits.MAX_ANSWER_BYTES);
    }

    @Test
    void every_kind_of_value_is_read() {
        Map<String, Object> read =
                read(" {\t\"a\" : [ 1 , -0.5E+10 , \"\" , [ ] ] ,\r\n\"b\":{ \"c\":true,\"d\":false,\"e\":null } } ");

        assertThat(read)
                .isEqualTo(Map.of(
                        "a",
                        List.of(new JsonReader.Numeral("1"), new JsonReader.Numeral("-0.5E+10"), "", List.of()),
                        "b",
                        Map.of("c", true, "d", false, "e", JsonReader.Nothing.NULL)));
    }

    @Test
    void every_escape_is_read() {
        assertThat(read("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\ude00\"}"))
                .isEqualTo(Map.of("a", "\"\\/\b\f\n\r\té€😀"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "-",
                "--1",
                "0x10",
                "NaN",
                "Infinity",
                "1_000",
                "tru",
                "truee",
                "nul",
                "'a'",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u123\"",
                "\"\\u+123\"",
                "\"\\u١٢٣٤\"",
                "\"a",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"\\ud800\"",
                "\"\\udc00x\"",
                "\"\\ud800\\u0041\"",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[",
                "]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{,}",
                "{\"a\":1,}",
                "{1:2}",
                "1 1",
                "/* */1",
                "1 // x",
                "\u00a01",
                "",
                "\f1",
                "undefined"
            })
    void what_is_no_json_is_refused(String value) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> read("{\"a\":" + value + "}"))
                .withMessageStartingWith("not JSON at character ");
    }

    @Test
    void nesting_has_a_bound_and_a_bomb_does_not_overflow_the_stack() {
        assertThat(read("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}")).containsOnlyKeys("a");
        for (String bomb : List.of("[".repeat(16), "[".repeat(60_000), "{\"a\":".repeat(12_000))) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> read("{\"a\":" + bomb))
                    .withMessage("the document is nested deeper than 16 levels");
        }
    }
}
