package dev.fermata.client.testing;

import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.WireDocument;
import org.jspecify.annotations.Nullable;

/**
 * What to say to a request.
 *
 * @param status HTTP's
 * @param document the body; null: none
 * @param allow the methods that are right, where the request's was not or asked for them; else null
 */
record FakeAnswer(
        int status,
        @Nullable WireDocument document,
        @Nullable String allow) {
    static FakeAnswer of(int status, WireDocument document) {
        return new FakeAnswer(status, document, null);
    }

    static FakeAnswer error(int status, String error) {
        return of(status, new ErrorDocument(error));
    }
}
