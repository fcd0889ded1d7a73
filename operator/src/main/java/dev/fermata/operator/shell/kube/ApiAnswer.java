package dev.fermata.operator.shell.kube;

import org.jspecify.annotations.Nullable;

/** What the API server said to a request. Trouble that passes by itself is no answer: it is thrown. */
public sealed interface ApiAnswer<T> {

    /**
     * It did as it was asked.
     *
     * @param object the object as it is now; null where it is no more
     */
    record Done<T>(@Nullable T object) implements ApiAnswer<T> {}

    /**
     * It did not, and asking the same again would not help.
     *
     * @param code HTTP status: 4xx, or {@linkplain ApiFaultException 500}
     * @param reason CamelCase, such as {@code AlreadyExists} or {@code Forbidden}
     * @param message the API server's own words
     */
    record Refused<T>(int code, String reason, String message) implements ApiAnswer<T> {

        public boolean isNotFound() {
            return code == ApiServer.NOT_FOUND;
        }

        /** The object is in another state than the one that was named, or there already. */
        public boolean isConflict() {
            return code == ApiServer.CONFLICT;
        }
    }
}
