package dev.fermata.sidecar.settings;

/** How much the sidecar logs. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
