/**
 * What a game server embeds to say when it may be deleted, and the wire protocol that it shares with sidecar and operator. Needs
 * {@code java.base} only.
 */
module dev.fermata.client {
    requires static org.jspecify;

    exports dev.fermata.client;
    exports dev.fermata.client.testing;
    exports dev.fermata.wire;
}
