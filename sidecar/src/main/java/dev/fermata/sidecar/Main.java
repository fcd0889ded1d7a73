package dev.fermata.sidecar;

import dev.fermata.sidecar.settings.InvalidSettings;
import dev.fermata.sidecar.settings.LogLevel;
import dev.fermata.sidecar.settings.Settings;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program. Its exit codes: 0 after it was told to end, 1 if it could not start, 2 if its environment is wrong. */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int WRONG_ENVIRONMENT = 2;

    private Main() {}

    /** Takes no arguments: all that it is told is in the environment. */
    public static void main(String[] arguments) {
        try {
            Settings settings = Settings.of(System.getenv());
            configureLog(settings.logLevel());
            start(settings);
        } catch (InvalidSettings e) {
            System.err.println("fermata-sidecar cannot start, its environment is wrong:");
            e.faults().forEach(fault -> System.err.println("  " + fault));
            System.exit(WRONG_ENVIRONMENT);
        } catch (IOException e) {
            String why = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            System.err.println("fermata-sidecar cannot start: " + e.getMessage() + why);
            System.exit(CANNOT_START);
        }
    }

    private static void start(Settings settings) throws IOException {
        Sidecar sidecar = Sidecar.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(new Ending(sidecar, settings.linger()), "ending"));
        Logger log = LoggerFactory.getLogger(Main.class);
        log.info(
                "started version={} server={}/{} game={}:{} operator={}:{} nudges={}",
                Build.VERSION,
                settings.identity().namespace(),
                settings.identity().name(),
                settings.game().getAddress().getHostAddress(),
                settings.game().getPort(),
                settings.operator().getAddress().getHostAddress(),
                settings.operator().getPort(),
                settings.nudge() == null ? "none" : settings.nudge());
    }

    /** Before the first logger is made: slf4j-simple reads these once. */
    private static void configureLog(LogLevel level) {
        String prefix = "org.slf4j.simpleLogger.";
        System.setProperty(prefix + "defaultLogLevel", level.name().toLowerCase(Locale.ROOT));
        System.setProperty(prefix + "log.org.eclipse.jetty", "warn");
        System.setProperty(prefix + "log.io.javalin", "warn");
    }
}
