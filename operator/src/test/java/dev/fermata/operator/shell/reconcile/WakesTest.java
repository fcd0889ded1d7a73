package dev.fermata.operator.shell.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.OwnWrites;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WakesTest {
    private static final Pod ARENA = new PodBuilder()
            .withNewMetadata()
            .withNamespace("games")
            .withName("arena-0")
            .endMetadata()
            .build();

    private final List<ResourceID> woken = new ArrayList<>();
    private final Informer informer = new Informer();
    private final Primaries<Pod> primaries = new Primaries<>(new OwnWrites<>(new ManualClock()));
    private final Wakes<Pod> wakes = new Wakes<>(Pod.class, primaries, gone -> {});

    WakesTest() {
        wakes.setEventHandler((Event event) -> woken.add(event.getRelatedCustomResourceID()));
        wakes.startWith(informer);
    }

    /** An operator may be elected while its controllers still start. */
    @Test
    void whileTheControllerStartsThereAreNoPrimariesAndNoneIsWoken() {
        wakes.wakeAll();

        assertThat(woken).isEmpty();
        assertThat(primaries.stream()).isEmpty();
        assertThat(primaries.get(ObjectKey.of(ARENA))).isEmpty();
    }

    @Test
    void onceItRunsAllAreWoken() {
        informer.started = true;
        wakes.start();

        wakes.wakeAll();

        assertThat(woken).containsExactly(new ResourceID("arena-0", "games"));
        assertThat(primaries.stream()).containsExactly(ARENA);
    }

    /** As the SDK's: nobody may ask before it has started. */
    private static final class Informer implements Cache<Pod> {
        private boolean started;

        @Override
        public Optional<Pod> get(ResourceID place) {
            return list().filter(pod -> ResourceID.fromResource(pod).equals(place))
                    .findFirst();
        }

        @Override
        public Stream<ResourceID> keys() {
            return list().map(ResourceID::fromResource);
        }

        @Override
        public Stream<Pod> list(Predicate<Pod> wanted) {
            if (!started) {
                throw new NullPointerException("Not started");
            }
            return Stream.of(ARENA).filter(wanted);
        }
    }
}
