package dev.fermata.sidecar.http;

import dev.fermata.wire.Headers;
import dev.fermata.wire.Limits;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the body of a request, if it is of the kind and size that the protocol has. */
final class Bodies {
    private static final String CHARSET = "charset=";
    private static final int WASTE = 4096;
    private static final int MOST_WASTE = 1024 * 1024;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Bodies() {}

    /** The body of a request that must have one. A request that names no media type is taken at its word to be JSON. */
    static byte[] json(HttpServletRequest request) throws Refusal, IOException {
        if (!isJson(request.getHeader(Headers.CONTENT_TYPE))) {
            throw new Refusal(
                    Refusal.UNSUPPORTED_MEDIA_TYPE,
                    "the body must be JSON in UTF-8: send the header Content-Type: " + Headers.JSON);
        }
        String coding = request.getHeader("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new Refusal(
                    Refusal.UNSUPPORTED_MEDIA_TYPE, "the body must not be compressed: leave Content-Encoding out");
        }
        long announced = request.getContentLengthLong();
        InputStream in = request.getInputStream();
        if (announced > Limits.MAX_BODY_BYTES) {
            throw tooLarge(in);
        }
        return read(in, announced < 0 ? Limits.MAX_BODY_BYTES : (int) announced);
    }

    /** A body that drips would hold its thread for as long as it likes, were there no deadline. */
    private static byte[] read(InputStream in, int most) throws Refusal, IOException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        byte[] body = new byte[most + 1];
        int length = 0;
        int count = in.read(body, 0, body.length);
        while (count >= 0) {
            length += count;
            if (length > most) {
                throw tooLarge(in);
            }
            if (System.nanoTime() - end > 0) {
                throw tooSlow();
            }
            count = in.read(body, length, body.length - length);
        }
        return Arrays.copyOf(body, length);
    }

    /** Refuses a request that brings a body where nobody would read it. */
    static void none(HttpServletRequest request) throws Refusal, IOException {
        boolean empty = request.getContentLengthLong() == 0
                || (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null)
                || request.getInputStream().read() < 0;
        if (!empty) {
            throw new Refusal(Refusal.BAD_REQUEST, "this request takes no body: leave it out");
        }
    }

    /** Reads over what still comes, within reason: many clients hear no answer before they have sent everything. */
    private static Refusal tooLarge(InputStream in) throws Refusal, IOException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        byte[] waste = new byte[WASTE];
        int count = in.read(waste);
        for (int read = 0; count >= 0 && read < MOST_WASTE; read += count) {
            if (System.nanoTime() - end > 0) {
                throw tooSlow();
            }
            count = in.read(waste);
        }
        return new Refusal(
                Refusal.CONTENT_TOO_LARGE,
                "the body is too long: at most " + Limits.MAX_BODY_BYTES + " bytes are taken");
    }

    private static Refusal tooSlow() {
        return new Refusal(Refusal.BAD_REQUEST, "the body took too long to arrive: send it at once");
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        int end = contentType.indexOf(';');
        String mediaType = end < 0 ? contentType : contentType.substring(0, end);
        return mediaType.strip().equalsIgnoreCase(Headers.JSON)
                && (end < 0 || isUtf8(contentType.substring(end + 1).strip()));
    }

    private static boolean isUtf8(String parameter) {
        if (!parameter.regionMatches(true, 0, CHARSET, 0, CHARSET.length())) {
            return true;
        }
        String charset = parameter.substring(CHARSET.length()).replace("\"", "");
        return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("us-ascii");
    }
}
