package dev.fermata.operator.shell.kube;

import org.jspecify.annotations.Nullable;

/** The API server did not answer, or said that it cannot at present; what was asked may have happened or not. Try again later. */
public class ApiUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ApiUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
