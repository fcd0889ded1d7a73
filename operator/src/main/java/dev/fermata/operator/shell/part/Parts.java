package dev.fermata.operator.shell.part;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Runs parts, each minded by a thread of its own: what cannot run is tried again, what broke is started anew. A part runs only while those
 * run that it needs.
 */
public final class Parts implements AutoCloseable {
    private final LinkedHashMap<String, Minder> minders = new LinkedHashMap<>();

    /**
     * How a part stands.
     *
     * @param running whether it runs
     * @param stale whether what it shows may be old
     * @param why a sentence, where it does not run
     */
    public record Standing(String name, boolean running, boolean stale, Optional<String> why) {}

    /**
     * Takes the parts.
     *
     * @param parts in an order in which each comes after what it needs
     */
    public Parts(List<Part> parts) {
        for (Part part : parts) {
            List<Minder> needs = part.needs().stream().map(minders::get).toList();
            minders.put(part.name(), new Minder(part, needs));
        }
    }

    /** Begins to start them. */
    public void start() {
        minders.values().forEach(Minder::begin);
    }

    /** How each of them stands, in the order in which they were given. */
    public List<Standing> standings() {
        return minders.values().stream().map(Minder::standing).toList();
    }

    /** Ends them, the last one first, and waits for it. */
    @Override
    public void close() {
        minders.sequencedValues().reversed().forEach(Minder::end);
    }
}
