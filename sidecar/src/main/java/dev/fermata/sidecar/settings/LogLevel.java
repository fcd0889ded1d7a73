package dev.fermata.sidecar.settings;

/** How much the sidecar logs. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
}
