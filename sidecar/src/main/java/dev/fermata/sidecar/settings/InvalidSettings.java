package dev.fermata.sidecar.settings;

import java.util.List;

/** The environment is not what the sidecar needs. */
public final class InvalidSettings extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    InvalidSettings(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** All that is wrong, each in a sentence that names the variable and what would be right. Never holds a secret. */
    public List<String> faults() {
        return faults;
    }
}
