package dev.fermata.operator.shell.http;

import com.sun.net.httpserver.HttpExchange;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.http.Listener.Answer;
import dev.fermata.wire.Limits;
import dev.fermata.wire.Nudge;
import dev.fermata.wire.Routes;
import dev.fermata.wire.WireException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where sidecars say that they have news. Anybody may say so: a nudge is believed in nothing but that asking might be worth while, and
 * there are only so many a second.
 */
public final class NudgeListener implements AutoCloseable {
    private static final int A_SECOND = 1_000;
    private static final long MILLIS = 1_000;

    private final Listener listener;
    private final Clock clock;
    private final BooleanSupplier listening;
    private final Consumer<Nudge> hear;
    private final AtomicReference<Second> second = new AtomicReference<>(new Second(0, 0));

    private record Second(long number, int nudges) {}

    /**
     * Begins to listen.
     *
     * @param listening whether this process looks after Servers at the moment; while it does not, nudges are answered with 503
     * @param hear takes a nudge; must not wait
     */
    public NudgeListener(Listen listen, Clock clock, BooleanSupplier listening, Consumer<Nudge> hear) {
        this.clock = clock;
        this.listening = listening;
        this.hear = hear;
        this.listener = new Listener(listen.host(), listen.nudgePort(), Map.of(Routes.NUDGE, this::nudge));
    }

    public int port() {
        return listener.port();
    }

    private Answer nudge(HttpExchange exchange) throws IOException {
        if (!"POST".equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return Answer.error(Listener.METHOD_NOT_ALLOWED, "only POST is possible here");
        }
        byte[] body = exchange.getRequestBody().readNBytes(Limits.MAX_BODY_BYTES + 1);
        if (body.length > Limits.MAX_BODY_BYTES) {
            return Answer.error(Listener.TOO_LARGE, "a nudge has at most " + Limits.MAX_BODY_BYTES + " bytes");
        }
        if (!listening.getAsBoolean()) {
            return Answer.error(Listener.UNAVAILABLE, "not looking after Servers at the moment; try again");
        }
        if (isTooMuch()) {
            return Answer.error(Listener.TOO_MANY, "more than " + A_SECOND + " nudges a second; try again");
        }
        try {
            hear.accept(Nudge.ofRequest(body));
            return Answer.text(Listener.ACCEPTED, "");
        } catch (WireException e) {
            return Answer.error(Listener.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private boolean isTooMuch() {
        long now = clock.millis() / MILLIS;
        Second counted =
                second.updateAndGet(last -> last.number == now ? new Second(now, last.nudges + 1) : new Second(now, 1));
        return counted.nudges > A_SECOND;
    }

    @Override
    public void close() {
        listener.close();
    }
}
