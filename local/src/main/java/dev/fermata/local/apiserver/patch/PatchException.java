package dev.fermata.local.apiserver.patch;

/** A patch that is no patch, or that does not fit the object. */
public final class PatchException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whose fault it is. */
    public enum Fault {
        /** The document is not a patch of this kind. */
        MALFORMED,
        /** The patch cannot be applied to this object. */
        UNFIT
    }

    private final Fault fault;

    PatchException(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    /** What the API server says then. */
    public String text() {
        return String.valueOf(getMessage());
    }

    public Fault fault() {
        return fault;
    }
}
