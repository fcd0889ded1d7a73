package dev.fermata.operator.shell.kube;

/**
 * The API server answered 500: it failed at this very request, for example because an admission webhook of somebody else does not answer.
 * Other requests may go through. What was asked may have happened or not.
 */
public final class ApiFaultException extends ApiUnavailableException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String words;

    ApiFaultException(String reason, String words) {
        super("the API server answered " + ApiServer.INTERNAL_ERROR + ": " + words, null);
        this.reason = reason;
        this.words = words;
    }

    /** The same as an answer, for whoever goes on with something else, and looks again at what there is before it asks anew. */
    public <T> ApiAnswer.Refused<T> asRefusal() {
        return new ApiAnswer.Refused<>(ApiServer.INTERNAL_ERROR, reason, words);
    }
}
