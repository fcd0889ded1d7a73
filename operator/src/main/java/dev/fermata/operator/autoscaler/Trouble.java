package dev.fermata.operator.autoscaler;

/** Why a webhook gave no answer that could be understood. None changes anything. */
public enum Trouble {
    /** The spec's URL is none that can be asked. */
    BAD_URL("BadUrl"),
    /** The URL, or the Service, is one that this installation does not ask. */
    FORBIDDEN_TARGET("ForbiddenTarget"),
    /** The name has no address. */
    UNKNOWN_HOST("UnknownHost"),
    /** The name leads to an address that no webhook may have. */
    FORBIDDEN_ADDRESS("ForbiddenAddress"),
    /** The Secret, or its key, is not there. */
    NO_TOKEN("NoToken"),
    /** The bundle holds no certificate. */
    BAD_CA_BUNDLE("BadCaBundle"),
    /** Nobody listens there, or nobody can be reached. */
    NO_CONNECTION("NoConnection"),
    /** The certificate is signed by nobody who is trusted. */
    UNKNOWN_CA("UnknownCertificateAuthority"),
    /** The certificate is somebody else's. */
    WRONG_NAME("CertificateForAnotherName"),
    /** The certificate is not valid now. */
    EXPIRED("CertificateExpired"),
    /** TLS could not be begun, for another reason. */
    TLS("TlsFailed"),
    /** The connection ended within an answer, or what came is no HTTP. */
    CUT_OFF("CutOff"),
    /** No whole answer in time. */
    TIMED_OUT("TimedOut"),
    /** The answer is longer than 64 KiB. */
    TOO_LONG("AnswerTooLong"),
    /** 3xx: nothing is followed. */
    REDIRECTED("Redirected"),
    /** Any other status than 2xx. */
    REFUSED("RefusedByWebhook"),
    /** No JSON of the agreed form. */
    NOT_UNDERSTOOD("AnswerNotUnderstood");

    private final String word;

    Trouble(String word) {
        this.word = word;
    }

    /** In CamelCase: the reason of a condition, and the label of a metric. */
    public String word() {
        return word;
    }
}
