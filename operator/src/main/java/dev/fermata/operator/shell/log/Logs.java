package dev.fermata.operator.shell.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Sets this process's logging up. Only a program's main method calls it. */
public final class Logs {
    private static final String PATTERN =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\",UTC} %-5level %msg %kvp{DOUBLE} [%logger{0}]%n%ex";

    /** Libraries that say on every attempt what is said here once, or what is no news to a user. */
    private static final Map<String, Level> LIBRARIES = Map.of(
            "io.fabric8", Level.WARN,
            "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils", Level.OFF,
            "io.fabric8.kubernetes.client.informers.impl.cache", Level.OFF,
            "io.fabric8.kubernetes.client.extended.leaderelection", Level.OFF,
            "io.javaoperatorsdk", Level.WARN,
            "io.javaoperatorsdk.operator.processing.event.EventProcessor", Level.OFF,
            "io.javaoperatorsdk.operator.processing.event.source.informer", Level.OFF);

    private Logs() {}

    public static void setUp(Logging logging) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.out");
        console.setEncoder(encoder(logging.format(), context));
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        Level level = Level.toLevel(logging.level().name());
        context.getLogger("dev.fermata").setLevel(level);
        if (level.isGreaterOrEqual(Level.INFO)) {
            LIBRARIES.forEach((name, quiet) -> context.getLogger(name).setLevel(quiet));
        }
    }

    static Encoder<ILoggingEvent> encoder(Logging.Format format, LoggerContext context) {
        return switch (format) {
            case TEXT -> {
                PatternLayoutEncoder encoder = new PatternLayoutEncoder();
                encoder.setContext(context);
                encoder.setPattern(PATTERN);
                encoder.start();
                yield encoder;
            }
            case JSON -> {
                JsonEncoder encoder = new JsonEncoder();
                encoder.setContext(context);
                encoder.setWithContext(false);
                encoder.setWithSequenceNumber(false);
                encoder.setWithMDC(false);
                encoder.start();
                yield encoder;
            }
        };
    }
}
