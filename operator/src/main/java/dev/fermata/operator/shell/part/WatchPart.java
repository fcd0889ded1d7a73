package dev.fermata.operator.shell.part;

import dev.fermata.operator.shell.kube.Watched;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A watched type. Needs nothing but the API server. */
public record WatchPart(String name, Watched<?> watched) implements Part {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public Running start(Consumer<String> broken) {
        watched.start(PATIENCE, broken);
        return new Running() {
            @Override
            public boolean isStale() {
                return watched.isStale();
            }

            @Override
            public void close() {
                watched.close();
            }
        };
    }
}
