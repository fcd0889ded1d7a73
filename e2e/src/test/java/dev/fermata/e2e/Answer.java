package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the API server answered. */
record Answer(int code, JsonNode body) {
    private static final Pattern UNKNOWN = Pattern.compile("unknown field \"([^\"]+)\"");

    /** The body of a good answer. */
    JsonNode orFail() {
        if (code >= 300) {
            throw new AssertionError(code + ": " + body.path("message").asText());
        }
        return body;
    }

    /** Why not. A field may have several faults: the API server looks at replicas once more on behalf of the scale subresource. */
    List<Fault> faults() {
        Stream<Fault> unknown = UNKNOWN.matcher(body.path("message").asText())
                .results()
                .map(found -> new Fault(found.group(1), "unknown field"));
        Stream<Fault> causes = body.at("/details/causes")
                .valueStream()
                .map(cause -> new Fault(
                        cause.path("field").asText().replaceFirst("^\\.", ""),
                        cause.path("message").asText()))
                .filter(fault -> !fault.says().contains("some validation rules were not checked"));
        return (code == 400 ? unknown : causes).distinct().toList();
    }

    /** A field and what is wrong with it. */
    record Fault(String field, String says) {}
}
