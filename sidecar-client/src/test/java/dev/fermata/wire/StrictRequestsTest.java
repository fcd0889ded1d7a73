package dev.fermata.wire;

import static dev.fermata.wire.Documents.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StrictRequestsTest {
    record Bad(Function<byte[], ? extends WireDocument> reader, String json, String field, String message) {
        @Override
        public String toString() {
            return json.length() > 60 ? json.substring(0, 60) : json;
        }
    }

    private static Bad permission(String json, String field, String message) {
        return new Bad(Permission::ofRequest, json, field, message);
    }

    private static Bad players(String json, String message) {
        return new Bad(Players::ofRequest, json, "count", message);
    }

    private static Bad drain(String json, String field, String message) {
        return new Bad(DrainNotice::ofRequest, json, field, message);
    }

    private static Bad guard(String json, String field, String message) {
        return new Bad(GuardAcknowledgement::ofRequest, json, field, message);
    }

    private static Bad nudge(String json, String field, String message) {
        return new Bad(Nudge::ofRequest, json, field, message);
    }

    private static final String TWICE = "allowed: is there twice; give it once";
    static final List<Bad> PERMISSIONS = List.of(
            permission("", "", "the document is empty; it must be a JSON object"),
            permission("  ", "", "the document is empty; it must be a JSON object"),
            permission("true", "", "the document must be a JSON object: {…}"),
            permission("[true]", "", "the document must be a JSON object: {…}"),
            permission("allowed=true", "", "the document must be a JSON object: {…}"),
            permission("{}", "allowed", "allowed: is missing; it must be true or false"),
            permission("{'allow':true}", "allow", "allow: is not a field of this document; it has: allowed"),
            permission("{'allowed':true,'x':1}", "x", "x: is not a field of this document; it has: allowed"),
            permission("{'allowed':true,'allowed':true}", "allowed", TWICE),
            permission("{'allowed':true,'\\u0061llowed':false}", "allowed", TWICE),
            permission("{'allowed':'true'}", "allowed", "allowed: must be true or false, not a text"),
            permission("{'allowed':1}", "allowed", "allowed: must be true or false, not a number"),
            permission("{'allowed':null}", "allowed", "allowed: must be true or false, not null"),
            permission("{'allowed':{}}", "allowed", "allowed: must be true or false, not an object"),
            permission("{'allowed':[true]}", "allowed", "allowed: must be true or false, not an array"),
            permission("{'allowed':true}}", "", "not JSON at character 17: nothing may follow the object"),
            permission("{'allowed':True}", "", "not JSON at character 12: a value must stand here"),
            permission(
                    "{'allowed':true,}", "", "not JSON at character 17: a field name in double quotes must stand here"),
            permission("{allowed:true}", "", "not JSON at character 2: a field name in double quotes must stand here"),
            permission("{'allowed' true}", "", "not JSON at character 12: ':' must stand here"),
            permission("{'allowed':true", "", "not JSON at character 16: ',' must stand here"),
            permission("\ufeff{}", "", "the document must not start with a byte order mark"));

    private static final String COUNT = "count: must be a whole number";
    private static final String NAME = "must be a Kubernetes name: 1 to 253 lower-case letters, digits, '-' or '.',"
            + " with a letter or digit at both ends";
    private static final String AT = "'requestedAt':'2026-01-31T12:00:00Z'";
    static final List<Bad> OTHERS = List.of(
            players("{'count':-1}", COUNT + " from 0 to 1000000, not -1"),
            players("{'count':1000001}", COUNT + " from 0 to 1000000, not 1000001"),
            players("{'count':4294967297}", COUNT + " of 32 bits, not 4294967297"),
            players("{'count':1.5}", COUNT + ", not 1.5"),
            players("{'count':1e3}", COUNT + ", not 1e3"),
            players("{'count':99999999999999999999}", COUNT + ", not 99999999999999999999"),
            players("{'count':'12'}", COUNT + ", not a text"),
            drain(
                    "{'reason':'ScaleDown'}",
                    "requestedAt",
                    "requestedAt: is missing; it must be an instant in UTC like 2026-01-31T12:00:00Z"),
            drain(
                    "{'reason':'ScaleDown','requestedAt':'today'}",
                    "requestedAt",
                    "requestedAt: must be an instant in UTC like 2026-01-31T12:00:00Z, not today"),
            drain("{" + AT + "}", "reason", "reason: is missing; it must be a text"),
            drain(
                    "{'reason':'scale down'," + AT + "}",
                    "reason",
                    "reason: must be one CamelCase word of 1 to 64 letters and digits, like ScaleDown"),
            drain(
                    "{'reason':''," + AT + "}",
                    "reason",
                    "reason: must be one CamelCase word of 1 to 64 letters and digits, like ScaleDown"),
            drain(
                    "{'reason':'A','message':' '," + AT + "}",
                    "message",
                    "message: must be a text of 1 to 1024 characters, not only spaces"),
            drain(
                    "{'reason':'A','message':null," + AT + "}",
                    "message",
                    "message: must not be null; leave it out if there is none"),
            drain("{'reason':'A','deadline':5," + AT + "}", "deadline", "deadline: must be a text, not a number"),
            guard(
                    "{'instance':'i','version':1,'guard':'unknown'}",
                    "guard",
                    "guard: must be none, armed or lifted, not unknown"),
            guard(
                    "{'instance':'i','version':-1,'guard':'none'}",
                    "version",
                    "version: must be a whole number from 0, not -1"),
            guard(
                    "{'instance':'a b','version':1,'guard':'none'}",
                    "instance",
                    "instance: must be 1 to 64 letters (a to z, A to Z), digits, '-' or '_'"),
            nudge("{'namespace':'Games','name':'a','uid':'u'}", "namespace", "namespace: " + NAME),
            nudge("{'namespace':'games','name':'-a','uid':'u'}", "name", "name: " + NAME),
            nudge(
                    "{'namespace':'games','name':'a','uid':'u\\nv'}",
                    "uid",
                    "uid: must be 1 to 64 letters (a to z, A to Z), digits, '-' or '_'"));

    @ParameterizedTest
    @FieldSource({"PERMISSIONS", "OTHERS"})
    void a_bad_request_is_refused_with_the_field_and_what_would_be_right(Bad bad) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> bad.reader().apply(utf8(bad.json().replace('\'', '"'))))
                .satisfies(e -> assertThat(e.field()).isEqualTo(bad.field()))
                .withMessage(bad.message());
    }

    /** What a request must hold, each with a good value, and what it may hold besides. */
    record Form(Function<byte[], ? extends WireDocument> reader, Map<String, String> required, Set<String> optional) {
        String json() {
            return required.entrySet().stream()
                    .map(field -> "'" + field.getKey() + "':" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }

        Form without(String field) {
            Map<String, String> rest = new TreeMap<>(required);
            rest.remove(field);
            return new Form(reader, rest, optional);
        }

        Form with(String field, String value) {
            Map<String, String> more = new TreeMap<>(required);
            more.put(field, value);
            return new Form(reader, more, optional);
        }

        void isRefused(String json, String field, String message) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> reader.apply(utf8(json.replace('\'', '"'))))
                    .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                    .withMessageStartingWith(message);
        }

        @Override
        public String toString() {
            return json();
        }
    }

    static final List<Form> FORMS = List.of(
            new Form(Permission::ofRequest, Map.of("allowed", "true"), Set.of()),
            new Form(Players::ofRequest, Map.of("count", "3"), Set.of()),
            new Form(
                    DrainNotice::ofRequest,
                    Map.of("reason", "'Rollout'", "requestedAt", "'2026-01-31T12:00:00Z'"),
                    Set.of("message", "deadline")),
            new Form(
                    GuardAcknowledgement::ofRequest,
                    Map.of("instance", "'i-1'", "version", "0", "guard", "'none'"),
                    Set.of()),
            new Form(Nudge::ofRequest, Map.of("namespace", "'games'", "name", "'arena-0'", "uid", "'u-1'"), Set.of()));

    @ParameterizedTest
    @FieldSource("FORMS")
    void no_field_of_any_request_is_missing_doubled_null_or_unknown(Form form) {
        assertThat(form.reader().apply(utf8(form.json().replace('\'', '"')))).isNotNull();
        for (String field : form.required().keySet()) {
            form.isRefused(form.without(field).json(), field, field + ": is missing; it must be ");
            form.isRefused(form.with(field, "null").json(), field, field + ": must be ");
            form.isRefused(form.with(field, "[]").json(), field, field + ": must be ");
            form.isRefused(
                    form.json()
                            .replace("}", ",'" + field + "':" + form.required().get(field) + "}"),
                    field,
                    field + ": is there twice");
        }
        for (String field : form.optional()) {
            form.isRefused(form.with(field, "null").json(), field, field + ": must not be null");
        }
        form.isRefused(form.with("more", "1").json(), "more", "more: is not a field of this document; it has: ");
    }

    @ParameterizedTest
    @FieldSource("FORMS")
    void no_request_is_anything_but_one_json_object(Form form) {
        form.isRefused("", "", "the document is empty");
        form.isRefused("[" + form.json() + "]", "", "the document must be a JSON object");
        form.isRefused("hello", "", "the document must be a JSON object");
        form.isRefused(form.json() + form.json(), "", "not JSON");
        form.isRefused(form.json().replace("}", ""), "", "not JSON");
    }

    @Test
    void a_request_larger_than_the_limit_is_refused_unread() {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> Permission.ofRequest(new byte[Limits.MAX_BODY_BYTES + 1]))
                .withMessage("the document has 16385 bytes; at most 16384 are allowed");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        byte[] latin = {'{', '"', (byte) 0xe9, '"', ':', '1', '}'};

        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> Permission.ofRequest(latin))
                .withMessage("the document is not valid UTF-8");
    }

    @Test
    void somebody_elses_text_cannot_break_a_line_of_the_log() {
        String json = "{\"" + "evil\\r\\n\\u001b[31m\\u2028".repeat(20) + "\":1}";

        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> Permission.ofRequest(utf8(json)))
                .satisfies(e -> assertThat(e.getMessage())
                        .matches("evil[\\x20-\\x7e]{36}…: is not a field of this document; it has: allowed"));
    }
}
