package dev.fermata.wire;

/**
 * What flows from {@link Routes#EVENTS}: server-sent events (WHATWG HTML, section 9.2), one at once and one at each change, and a
 * comment while nothing changes, so that both ends notice a dead connection.
 */
public final class ServerEvents {
    /** The name of the one kind of event; its data is a {@link ServerDocument}, its id the document's version. */
    public static final String NAME = "server";

    /** What is sent when nothing else was for {@link #HEARTBEAT_SECONDS}. */
    public static final String HEARTBEAT = ": heartbeat\n\n";

    /** Seconds between two heartbeats. */
    public static final int HEARTBEAT_SECONDS = 60;

    private ServerEvents() {}

    /**
     * The event as it is sent.
     *
     * @param document how things stand
     * @return its lines, with the empty one at the end
     */
    public static String event(ServerDocument document) {
        return "event: " + NAME + "\nid: " + document.version() + "\ndata: " + document.toJson() + "\n\n";
    }
}
