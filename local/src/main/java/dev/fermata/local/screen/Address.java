package dev.fermata.local.screen;

/** Where players connect. */
public record Address(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
