package dev.fermata.sidecar.metrics;

import dev.fermata.sidecar.state.State;
import dev.fermata.sidecar.state.Transition;
import dev.fermata.wire.Hold;
import dev.fermata.wire.SidecarState;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The counters of one sidecar. May be used from any thread. */
public final class Metrics {
    /** No EnumMap, which finds its keys by reflection. */
    private final Map<Count, AtomicLong> counts = new HashMap<>();

    /** By their labels: records as keys are hashed by method handles, which are made at run time. */
    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();

    public Metrics() {
        for (Count count : Count.values()) {
            counts.put(count, new AtomicLong());
        }
    }

    /** Counts one of these. */
    public void count(Count count) {
        of(count).incrementAndGet();
    }

    private AtomicLong of(Count count) {
        return Objects.requireNonNull(counts.get(count));
    }

    /** Counts an answered request. */
    public void count(Request request) {
        requests.computeIfAbsent(labels(request), absent -> new AtomicLong()).incrementAndGet();
    }

    /** Counts a hold that came too late. */
    public void holdRefused(Hold why) {
        count(why == Hold.SEALED ? Count.HOLD_REFUSED_SEALED : Count.HOLD_REFUSED_TERMINATING);
    }

    /** Counts what a change of the state amounts to. */
    public void changed(Transition transition) {
        SidecarState before = transition.before().document();
        SidecarState after = transition.after().document();
        if (before.allowed() != after.allowed()) {
            count(after.allowed() ? Count.PERMISSION_GIVEN : Count.PERMISSION_TAKEN_BACK);
        }
        if (before.sealed() != after.sealed()) {
            count(after.sealed() ? Count.SEALED : Count.UNSEALED);
        }
        if (!Objects.equals(before.drain(), after.drain())) {
            count(Count.DRAIN_CHANGED);
        }
    }

    /**
     * The page that Prometheus reads.
     *
     * @param version of the program: letters, digits and {@code . + -}
     * @param state as it is
     * @param streams how many event streams are open
     */
    public String page(String version, State state, int streams) {
        MetricsPage page = new MetricsPage();
        page.family("info", "gauge", "Which program this is.").sample("info", "version=\"" + version + "\"", 1);
        gauges(page, state.document(), streams);
        for (Count count : Count.values()) {
            if (!count.help().isEmpty()) {
                page.family(count.family(), "counter", count.help());
            }
            page.sample(count.family(), count.label(), of(count).get());
        }
        page.family("requests_total", "counter", "Requests answered, by listener, route and status.");
        requests.forEach((labels, times) -> page.sample("requests_total", labels, times.get()));
        return page.toString();
    }

    private static void gauges(MetricsPage page, SidecarState state, int streams) {
        page.gauge("allowed", "1 while the game allows deletion.", flag(state.allowed()))
                .gauge("sealed", "1 while the permission is sealed.", flag(state.sealed()))
                .gauge("draining", "1 while the game is asked to end.", flag(state.drain() != null))
                .gauge("terminating", "1 from when the Pod is being ended.", flag(state.terminating()))
                .gauge("event_streams", "Event streams that are open.", streams);
        Integer players = state.players();
        if (players != null) {
            page.gauge("players", "Players, as the game last reported them.", players);
        }
    }

    private static int flag(boolean value) {
        return value ? 1 : 0;
    }

    private static String labels(Request request) {
        return "listener=\"" + request.listener() + "\",method=\"" + request.method() + "\",route=\"" + request.route()
                + "\",code=\"" + request.code() + '"';
    }
}
