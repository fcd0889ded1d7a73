package dev.fermata.wire;

/**
 * A document that is not what the protocol asks for. The message is meant for the person who wrote the other end: it names the
 * field and says what would be right, and may be sent back as it is.
 */
public final class WireException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    WireException(String field, String problem) {
        super(field.isEmpty() ? problem : field + ": " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** {@return the field at fault, with dots between levels ({@code drain.reason}); empty if the document as a whole is} */
    public String field() {
        return field;
    }

    /** The same fault, seen from the document that holds the faulty one in the field {@code outer}. */
    WireException within(String outer) {
        return new WireException(field.isEmpty() ? outer : outer + "." + field, problem);
    }
}
