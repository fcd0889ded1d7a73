package dev.fermata.operator.gametype;

import dev.fermata.v1alpha1.GameTypeSpec;
import dev.fermata.v1alpha1.fleetspec.Template;
import dev.fermata.v1alpha1.gametypespec.Strategy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which revision shall run. */
sealed interface Aim {

    /** This one, which has a Fleet. */
    record At(FleetView fleet, Because because) implements Aim {}

    /** One that has no Fleet yet; it will have this name. */
    record Create(String fleetName) implements Aim {}

    /**
     * No other than now.
     *
     * @param fleet the newest; null if there is none
     */
    record Stay(@Nullable FleetView fleet, Because because) implements Aim {}

    /** Who says so. */
    enum Because {
        /** {@code spec.template}. */
        TEMPLATE,
        /** {@code spec.revision}. */
        NAMED,
        /** {@code spec.revision}, but there is no such revision. */
        UNKNOWN,
        /** The one of {@code spec.template} has failed, and this is the last good one. */
        ROLLED_BACK,
        /** The one of {@code spec.template} has not begun, and the GameType is paused. */
        PAUSED
    }

    /** The newest first. */
    Comparator<FleetView> NEWEST = Comparator.comparingInt(
                    (FleetView fleet) -> fleet.marks().number())
            .thenComparing(FleetView::name)
            .reversed();

    static Aim of(GameTypeObservation seen) {
        GameTypeSpec spec = seen.gameType().getSpec();
        List<FleetView> fleets = live(seen);
        FleetView newest = fleets.stream().min(NEWEST).orElse(null);
        String named = spec.getRevision();
        if (named != null) {
            String name = seen.gameType().getMetadata().getName() + "-" + named;
            return fleets.stream()
                    .filter(fleet -> fleet.name().equals(name))
                    .<Aim>map(fleet -> new At(fleet, Because.NAMED))
                    .findFirst()
                    .orElseGet(() -> new Stay(newest, Because.UNKNOWN));
        }
        Optional<FleetView> asked = ofTemplate(seen);
        if (asked.isEmpty()) {
            return Boolean.TRUE.equals(spec.getPaused())
                    ? new Stay(newest, Because.PAUSED)
                    : new Create(freeName(seen, spec.getTemplate()));
        }
        return lastGood(seen)
                .filter(good -> rollsBack(spec) && asked.get().marks().failedAt() != null && !good.equals(asked.get()))
                .map(good -> new At(good, Because.ROLLED_BACK))
                .orElseGet(() -> new At(asked.get(), Because.TEMPLATE));
    }

    /** The Fleet that shall run; null if it is yet to be created. */
    default @Nullable FleetView target() {
        return switch (this) {
            case At at -> at.fleet();
            case Create create -> null;
            case Stay stay -> stay.fleet();
        };
    }

    /** Those that are not being deleted. */
    static List<FleetView> live(GameTypeObservation seen) {
        return seen.fleets().stream().filter(fleet -> !fleet.deleting()).toList();
    }

    /** The Fleet of {@code spec.template}: told by the template itself, for what a hash is made of may change with the operator's version. */
    static Optional<FleetView> ofTemplate(GameTypeObservation seen) {
        Template template = seen.gameType().getSpec().getTemplate();
        return live(seen).stream()
                .filter(fleet -> RevisionName.same(fleet.fleet().getSpec().getTemplate(), template))
                .min(NEWEST);
    }

    /** The revision that was rolled out completely last. */
    static Optional<FleetView> lastGood(GameTypeObservation seen) {
        return live(seen).stream()
                .filter(fleet -> fleet.marks().isGood())
                .max(Comparator.comparingInt((FleetView fleet) -> fleet.marks().completed())
                        .thenComparing(FleetView::name));
    }

    static boolean rollsBack(GameTypeSpec spec) {
        return spec.getStrategy() != null && spec.getStrategy().getOnFailure() == Strategy.OnFailure.RollBack;
    }

    private static String freeName(GameTypeObservation seen, Template template) {
        Set<String> occupied = new HashSet<>(seen.taken());
        seen.fleets().forEach(fleet -> occupied.add(fleet.name()));
        return IntStream.iterate(0, salt -> salt + 1)
                .mapToObj(salt -> seen.gameType().getMetadata().getName() + "-" + RevisionName.of(template, salt))
                .filter(name -> !occupied.contains(name))
                .findFirst()
                .orElseThrow();
    }
}
