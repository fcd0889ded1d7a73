package dev.fermata.client.internal;

import java.io.IOException;
import java.util.Locale;

/**
 * Status and framing of an HTTP/1.1 answer (RFC 9112).
 *
 * @param status 200 to 599
 * @param contentType in lower case, without parameters; empty if not said
 * @param length of the body in bytes; {@link #CHUNKED} or {@link #UNTIL_END} where it is not said beforehand
 */
record Head(int status, String contentType, long length) {
    static final long CHUNKED = -1;
    static final long UNTIL_END = -2;

    private static final int MAX_HEADERS = 100;

    static Head read(TimedInput input) throws IOException {
        int status = status(input.line());
        while (status < 200) {
            skipHeaders(input);
            status = status(input.line());
        }
        String contentType = "";
        long length = UNTIL_END;
        int headers = 0;
        for (String line = input.line(); !line.isEmpty(); line = input.line()) {
            if (++headers > MAX_HEADERS) {
                throw new IOException("the answer has more than " + MAX_HEADERS + " headers");
            }
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (name.equals("content-type")) {
                contentType = mediaType(value);
            } else if (name.equals("transfer-encoding")) {
                length = chunked(value);
            } else if (name.equals("content-length") && length != CHUNKED) {
                length = length(value);
            }
        }
        return new Head(status, contentType, status == 204 || status == 304 ? 0 : length);
    }

    private static int status(String line) throws IOException {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
        int status = http ? number(line.substring(9, 12)) : -1;
        if (status < 100 || status > 599) {
            throw new IOException("the answer is no HTTP");
        }
        return status;
    }

    private static void skipHeaders(TimedInput input) throws IOException {
        int headers = 0;
        while (!input.line().isEmpty()) {
            if (++headers > MAX_HEADERS) {
                throw new IOException("the answer has more than " + MAX_HEADERS + " headers");
            }
        }
    }

    private static long length(String value) throws IOException {
        int length = number(value);
        if (length < 0) {
            throw new IOException("the answer is no HTTP: its length is no number");
        }
        return length;
    }

    private static long chunked(String value) throws IOException {
        if (!value.equalsIgnoreCase("chunked")) {
            throw new IOException("the answer comes in an encoding that was not asked for");
        }
        return CHUNKED;
    }

    private static String mediaType(String value) {
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** A decimal number without sign, or -1. */
    private static int number(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
        }
        return digits.isEmpty() || digits.length() > 9 ? -1 : Integer.parseInt(digits);
    }
}
