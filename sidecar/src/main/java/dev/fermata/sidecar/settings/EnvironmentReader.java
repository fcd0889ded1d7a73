package dev.fermata.sidecar.settings;

import dev.fermata.wire.Limits;
import dev.fermata.wire.OperatorToken;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Takes variables out of an environment and collects what is wrong with them. What is given back for a faulty one is of no use. */
final class EnvironmentReader {
    private static final int MAX_PORT = 65_535;
    private static final int SHOWN = 60;
    private static final String NAME =
            "a Kubernetes name: lower-case letters, digits, '-' and '.', a letter or digit at both ends, at most "
                    + Limits.MAX_NAME + " characters";
    private static final String IDENTIFIER =
            "letters, digits, '-' and '_', at most " + Limits.MAX_IDENTIFIER + " characters";

    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();

    EnvironmentReader(Map<String, String> environment) {
        this.environment = environment;
    }

    void refuseFaults() throws InvalidSettings {
        if (!faults.isEmpty()) {
            throw new InvalidSettings(faults);
        }
    }

    void fault(String variable, String problem) {
        faults.add(variable + " " + problem);
    }

    String name(String variable) {
        String value = optionalName(variable);
        return value == null ? missing(variable, NAME) : value;
    }

    @Nullable
    String optionalName(String variable) {
        String value = optional(variable);
        if (value != null && !isName(value)) {
            wrong(variable, NAME, value);
        }
        return value;
    }

    String identifier(String variable) {
        String value = optional(variable);
        if (value == null) {
            return missing(variable, IDENTIFIER);
        }
        if (value.length() > Limits.MAX_IDENTIFIER || !all(value, EnvironmentReader::isIdentifierPart)) {
            wrong(variable, IDENTIFIER, value);
        }
        return value;
    }

    String sha256(String variable) {
        String wanted = "the SHA-256 of the operator's token: 64 lower-case hexadecimal digits";
        String value = optional(variable);
        if (value == null) {
            return missing(variable, wanted);
        }
        if (!OperatorToken.isSha256(value)) {
            fault(variable, "must be " + wanted + "; its value is not shown here");
        }
        return value;
    }

    int port(String variable, int absent) {
        int port = number(variable, absent, MAX_PORT);
        if (port == 0) {
            wrong(variable, "a port from 1 to " + MAX_PORT, "0");
        }
        return port;
    }

    int number(String variable, int absent, int max) {
        Integer value = optionalNumber(variable, max);
        return value == null ? absent : value;
    }

    @Nullable
    Integer optionalNumber(String variable, int max) {
        String value = optional(variable);
        if (value == null) {
            return null;
        }
        boolean digits = value.length() <= 9 && all(value, c -> c >= '0' && c <= '9');
        if (!digits || Integer.parseInt(value) > max) {
            wrong(variable, "a whole number from 0 to " + max, value);
            return null;
        }
        return Integer.valueOf(value);
    }

    InetAddress address(String variable, String absent) {
        String value = optional(variable);
        try {
            return InetAddress.ofLiteral(value == null ? absent : value);
        } catch (IllegalArgumentException e) {
            wrong(variable, "an IP address of this machine, like 10.0.0.7, or 0.0.0.0 for all", value);
            return InetAddress.ofLiteral(absent);
        }
    }

    @Nullable
    URI optionalHttp(String variable) {
        String value = optional(variable);
        if (value == null) {
            return null;
        }
        try {
            URI url = new URI(value);
            boolean good = "http".equalsIgnoreCase(url.getScheme())
                    && url.getHost() != null
                    && url.getPort() != 0
                    && url.getPort() <= MAX_PORT
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
            if (good) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below, as every other fault of its form
        }
        wrong(variable, "an http address like http://fermata-operator.fermata:9482/v1/nudge", value);
        return null;
    }

    LogLevel logLevel(String variable, LogLevel absent) {
        String value = optional(variable);
        for (LogLevel level : LogLevel.values()) {
            if (level.name().equalsIgnoreCase(value)) {
                return level;
            }
        }
        if (value != null) {
            wrong(variable, "trace, debug, info, warn or error", value);
        }
        return absent;
    }

    private @Nullable String optional(String variable) {
        String value = environment.get(variable);
        return value == null || value.isEmpty() ? null : value;
    }

    private String missing(String variable, String wanted) {
        fault(variable, "is missing; it must be " + wanted);
        return "";
    }

    private void wrong(String variable, String wanted, @Nullable String value) {
        fault(variable, "must be " + wanted + ", not " + shown(value));
    }

    private static String shown(@Nullable String value) {
        StringBuilder shown = new StringBuilder("'");
        String text = String.valueOf(value);
        for (int i = 0; i < text.length() && i < SHOWN; i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return shown.append(text.length() > SHOWN ? "…'" : "'").toString();
    }

    private static boolean all(String value, IntPredicate good) {
        for (int i = 0; i < value.length(); i++) {
            if (!good.test(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String value) {
        return value.length() <= Limits.MAX_NAME
                && isLowerOrDigit(value.charAt(0))
                && isLowerOrDigit(value.charAt(value.length() - 1))
                && all(value, c -> isLowerOrDigit(c) || c == '-' || c == '.');
    }

    private static boolean isIdentifierPart(int c) {
        return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    }

    private static boolean isLowerOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
