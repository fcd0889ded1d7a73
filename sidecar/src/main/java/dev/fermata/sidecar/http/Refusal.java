package dev.fermata.sidecar.http;

import dev.fermata.sidecar.route.Reply;
import dev.fermata.wire.ErrorDocument;

/** A request that is refused before any route looks at it. */
final class Refusal extends Exception {
    static final int NO_CONTENT = 204;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int CONTENT_TOO_LARGE = 413;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;
    static final int INTERNAL_ERROR = 500;

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    Reply reply() {
        return reply(status, String.valueOf(getMessage()));
    }

    static Reply reply(int status, String error) {
        return Reply.document(status, new ErrorDocument(error));
    }
}
