package dev.fermata.sidecar.metrics;

/** What is counted, besides requests; the order is that of the page. */
public enum Count {
    PERMISSION_GIVEN("permission_changes_total", "How often the game changed its permission.", "to=\"allowed\""),
    PERMISSION_TAKEN_BACK("permission_changes_total", "", "to=\"held\""),
    HOLD_REFUSED_SEALED("holds_refused_total", "How often it was too late for the game to hold.", "hold=\"sealed\""),
    HOLD_REFUSED_TERMINATING("holds_refused_total", "", "hold=\"terminating\""),
    SEALED("seals_total", "How often the permission was sealed, or a seal taken off.", "to=\"sealed\""),
    UNSEALED("seals_total", "", "to=\"unsealed\""),
    DRAIN_CHANGED("drain_changes_total", "How often a drain was requested, changed or withdrawn.", ""),
    NUDGE_TAKEN("nudges_total", "Nudges sent to the operator, by what came of them.", "outcome=\"taken\""),
    NUDGE_REFUSED("nudges_total", "", "outcome=\"refused\""),
    NUDGE_FAILED("nudges_total", "", "outcome=\"failed\""),
    STREAM_DROPPED("event_streams_dropped_total", "Event streams ended to make room for newer ones.", "");

    private final String family;
    private final String help;
    private final String label;

    Count(String family, String help, String label) {
        this.family = family;
        this.help = help;
        this.label = label;
    }

    String family() {
        return family;
    }

    /** The family's help; empty for all but the first of a family. */
    String help() {
        return help;
    }

    String label() {
        return label;
    }
}
