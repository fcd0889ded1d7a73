package dev.fermata.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as RFC 3339 writes them, in UTC: {@code 2026-01-31T12:00:00Z}, with up to nine digits of a second's fraction. By hand,
 * because the formatters of {@code java.time} cost the sidecar more memory than the rest of this package together.
 */
final class Timestamp {
    static final String FORM = "an instant in UTC like 2026-01-31T12:00:00Z";

    private static final long DAY = 86_400;
    private static final long FIRST = -62_167_219_200L; // 0000-01-01T00:00:00Z
    private static final long LAST = 253_402_300_799L; // 9999-12-31T23:59:59Z

    private Timestamp() {}

    /** Gives back the value if the form has room for it: four digits of a year. */
    static Instant inRange(String field, Instant value) {
        if (value.getEpochSecond() < FIRST || value.getEpochSecond() > LAST) {
            throw new WireException(field, "must be an instant in the years 0000 to 9999");
        }
        return value;
    }

    static String format(Instant instant) {
        long second = instant.getEpochSecond();
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, DAY));
        int ofDay = (int) Math.floorMod(second, DAY);
        StringBuilder text = new StringBuilder(30);
        digits(text, day.getYear(), 4).append('-');
        digits(text, day.getMonthValue(), 2).append('-');
        digits(text, day.getDayOfMonth(), 2).append('T');
        digits(text, ofDay / 3600, 2).append(':');
        digits(text, ofDay / 60 % 60, 2).append(':');
        digits(text, ofDay % 60, 2);
        int nano = instant.getNano();
        if (nano > 0) {
            digits(text.append('.'), nano, 9);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.append('Z').toString();
    }

    static Instant parse(String field, String text) {
        int length = text.length();
        boolean shaped = length >= 20
                && length <= 30
                && length != 21
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(length - 1) == 'Z'
                && (length == 20 || text.charAt(19) == '.');
        try {
            if (shaped) {
                return Instant.ofEpochSecond(epochSecond(text), nano(text));
            }
        } catch (DateTimeException e) {
            // told below, as every other fault of the form
        }
        throw new WireException(field, "must be " + FORM + ", not " + Text.shown(text));
    }

    private static long epochSecond(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("no such time of day");
        }
        return day * DAY + hour * 3600L + minute * 60L + second;
    }

    private static int nano(String text) {
        int end = text.length() - 1;
        if (end == 19) {
            return 0;
        }
        int nano = number(text, 20, end);
        for (int i = end - 20; i < 9; i++) {
            nano *= 10;
        }
        return nano;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new DateTimeException("not a digit");
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
    }
}
