package dev.fermata.local.apiserver.store;

/** The log no longer reaches back to the revision that was asked for. */
public final class TooOldException extends Exception {
    private static final long serialVersionUID = 1;

    TooOldException(long asked, long oldest) {
        super("too old resource version: " + asked + " (" + oldest + ")", null, false, false);
    }

    /** What the API server says then. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
