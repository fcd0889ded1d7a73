package dev.fermata.client.internal;

/** The one logger of the client, which goes where the game's platform logger goes. */
final class Log {
    static final System.Logger LOGGER = System.getLogger("dev.fermata.client");

    private Log() {}
}
