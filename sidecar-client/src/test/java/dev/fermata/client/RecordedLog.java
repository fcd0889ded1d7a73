package dev.fermata.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the client logs, while a test runs. */
final class RecordedLog extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("dev.fermata.client");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    RecordedLog() {
        LOGGER.addHandler(this);
    }

    /** Level and message of each record, in order. */
    List<String> lines() {
        return lines;
    }

    /** Those of one level. */
    List<String> lines(Level level) {
        return lines.stream().filter(line -> line.startsWith(level.getName())).toList();
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(entry.getLevel().getName() + " " + formatter.formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
