package dev.fermata.wire;

/** Header names and media types of the protocol. */
public final class Headers {
    /** Carries the operator's token: {@link OperatorToken#authorization}. */
    public static final String AUTHORIZATION = "Authorization";

    /** Says what a body is: {@link #JSON}, or {@link #EVENT_STREAM}. */
    public static final String CONTENT_TYPE = "Content-Type";

    /** Says which media type a client takes. A sidecar answers each route in its own, whatever is asked for. */
    public static final String ACCEPT = "Accept";

    /** The media type of every document, both ways. */
    public static final String JSON = "application/json";

    /** The media type of {@link Routes#EVENTS}. */
    public static final String EVENT_STREAM = "text/event-stream";

    private Headers() {}
}
