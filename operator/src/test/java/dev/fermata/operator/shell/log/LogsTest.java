package dev.fermata.operator.shell.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What a machine reads of the log. */
class LogsTest {
    private final LoggerContext context = new LoggerContext();
    private final StringBuilder written = new StringBuilder();
    private final Logger log = context.getLogger("dev.fermata.Some");

    @BeforeEach
    void start() {
        Encoder<ILoggingEvent> encoder = Logs.encoder(Logging.Format.JSON, context);
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                written.append(new String(encoder.encode(event), StandardCharsets.UTF_8));
            }
        };
        appender.setContext(context);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void eachEventIsOneDocumentOnALineOfItsOwnWithItsValuesUnderTheirKeys() {
        log.atInfo()
                .addKeyValue(LogKey.KIND, "Server")
                .addKeyValue(LogKey.NAME, "arena-0")
                .addKeyValue(LogKey.DETAIL, "it said \"no\",\nand meant it")
                .log("step refused");
        log.atWarn().addKeyValue(LogKey.COUNT, 3).log("more");

        List<Map<String, Object>> documents = documents();

        assertThat(documents).hasSize(2);
        assertThat(documents.getFirst())
                .containsEntry("level", "INFO")
                .containsEntry("message", "step refused")
                .containsEntry(
                        "kvpList",
                        List.of(
                                Map.of(LogKey.KIND, "Server"),
                                Map.of(LogKey.NAME, "arena-0"),
                                Map.of(LogKey.DETAIL, "it said \"no\",\nand meant it")));
        assertThat(documents.getLast()).containsEntry("kvpList", List.of(Map.of(LogKey.COUNT, "3")));
    }

    @Test
    void aStackTraceDoesNotBreakTheLine() {
        log.atError().setCause(new IllegalStateException("two\nlines")).log("reconciliation failed");

        assertThat(documents())
                .singleElement()
                .satisfies(document ->
                        assertThat(String.valueOf(document.get("throwable"))).contains("two\nlines"));
    }

    private List<Map<String, Object>> documents() {
        assertThat(written).endsWith("\n");
        List<Map<String, Object>> documents = new ArrayList<>();
        for (String line : written.toString().lines().toList()) {
            assertThat(line).startsWith("{").endsWith("}");
            documents.add(document(line));
        }
        return documents;
    }

    private static Map<String, Object> document(String line) {
        try {
            return new ObjectMapper().readValue(line, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
